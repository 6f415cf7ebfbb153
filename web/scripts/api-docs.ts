import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";

const require = createRequire(new URL("../tools/api-docs/package.json", import.meta.url));
const pages = new URL("../docs/", import.meta.url).pathname;

/** Where each file of the two API reference pages comes from. */
function files(): Map<string, string> {
  const swagger = dirname(require.resolve("swagger-ui-dist/package.json"));
  const redoc = dirname(require.resolve("redoc/package.json"));
  const paths = [
    ...["swagger.html", "swagger.js", "redoc.html", "redoc.js"].map((name) => join(pages, name)),
    join(swagger, "swagger-ui-bundle.js"),
    join(swagger, "swagger-ui.css"),
    join(redoc, "bundles/redoc.standalone.js"),
  ];
  return new Map(paths.map((path) => [basename(path), path]));
}

const MEDIA_TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
};

/**
 * Puts the Swagger UI and Redoc pages with everything they load into `dist/docs`, so that the server can show the API
 * reference on a machine with no internet. In development the same files are served under `/docs/`.
 */
export function apiDocs(): Plugin {
  return {
    name: "branchbook-api-docs",
    configureServer(server) {
      server.middlewares.use("/docs", (request, response, next) => {
        const path = files().get((request.url ?? "").replace(/^\//, "").replace(/\?.*$/, ""));
        if (!path || !existsSync(path)) return next();
        response.setHeader("Content-Type", MEDIA_TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain");
        response.end(readFileSync(path));
      });
    },
    writeBundle({ dir = "dist" }) {
      const target = join(dir, "docs");
      mkdirSync(target, { recursive: true });
      for (const [name, path] of files()) cpSync(path, join(target, name));
    },
  };
}
