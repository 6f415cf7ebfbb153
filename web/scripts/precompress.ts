import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const compress = promisify(brotliCompress);

/** Below this a compressed file takes no fewer packets. */
const WORTH_IT = 1024;

/**
 * Puts a `.br` in the place of each text that pages load. The server sends it as it is: smaller than what it could make while
 * somebody waits, at no cost; and the binary holds the small one.
 */
export function precompress(): Plugin {
  let dist = "dist";
  return {
    name: "branchbook-precompress",
    apply: "build",
    writeBundle({ dir = dist }) {
      dist = dir;
    },
    async closeBundle() {
      const folders = ["assets", "docs"]
        .map((name) => join(dist, name))
        .filter((folder) => existsSync(folder));
      const paths = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
      await Promise.all(paths.filter((path) => /\.(js|css|html|svg)$/.test(path)).map(replace));
    },
  };
}

async function replace(path: string): Promise<void> {
  const content = readFileSync(path);
  if (content.length < WORTH_IT) return;
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${path}.br`, await compress(content, { params }));
  rmSync(path);
}
