import { ApiProblem } from "@/api/problem";
import { importing } from "@/app/strings/importing";

/** As much as the server takes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The text of a file that someone wants to import. Throws an [[ApiProblem]] when it is too large or no text. */
export async function readTextFile(file: File): Promise<string> {
  if (file.size > MOST_BYTES)
    throw new ApiProblem(0, { code: "unreadable_file", detail: importing.tooLarge });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new ApiProblem(0, { code: "unreadable_file", detail: importing.notReadable });
  }
}
