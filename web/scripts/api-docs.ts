import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import type { Plugin } from "vite";

const require = createRequire(new URL("../tools/api-docs/package.json", import.meta.url));
const pages = new URL("../docs/", import.meta.url).pathname;

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** Where each file of the two API reference pages comes from, by its name in `docs/`. */
function sources(): Map<string, string> {
  const swagger = dirname(require.resolve("swagger-ui-dist/package.json"));
  const redoc = dirname(require.resolve("redoc/package.json"));
  const own = ["swagger.html", "swagger.js", "redoc.html", "redoc.js", "redoc.css"];
  const paths = [
    ...own.map((name) => join(pages, name)),
    join(swagger, "swagger-ui-bundle.js"),
    join(swagger, "swagger-ui.css"),
    join(redoc, "bundles/redoc.standalone.js"),
  ];
  return new Map(paths.map((path) => [basename(path), path]));
}

/** The file as it is served. Redoc would fetch its maker's logo from the internet. */
function contentOf(path: string): string {
  const text = readFileSync(path, "utf8").replace(/\n\/[/*]# sourceMappingURL=\S+[\s*/]*$/, "\n");
  return text.replaceAll("https://cdn.redoc.ly/redoc/logo-mini.svg", "/favicon.svg");
}

/**
 * Puts the Swagger UI and Redoc pages with everything they load into `dist/docs`, so that the server can show the API
 * reference on a machine with no internet. In development the same files are served under `/docs/`.
 */
export function apiDocs(): Plugin {
  return {
    name: "branchbook-api-docs",
    configureServer(server) {
      server.middlewares.use("/docs", (request, response, next) => {
        const name = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
        const path = sources().get(name);
        if (!path) return next();
        response.setHeader("Content-Type", MEDIA_TYPES[extname(name)] ?? "text/plain");
        response.end(contentOf(path));
      });
    },
    writeBundle({ dir = "dist" }) {
      const target = join(dir, "docs");
      mkdirSync(target, { recursive: true });
      for (const [name, path] of sources()) writeFileSync(join(target, name), contentOf(path));
    },
  };
}
