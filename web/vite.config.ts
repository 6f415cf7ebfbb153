import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { apiDocs } from "./scripts/api-docs.ts";
import { precompress } from "./scripts/precompress.ts";

/** The server that `npm run dev` talks to. */
const server = process.env.BRANCHBOOK_DEV_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), apiDocs(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { port: 5173, proxy: { "/api": server } },
  build: {
    // The content security policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What many pages draw with is one file, not a file for each icon.
        codeSplitting: {
          groups: [
            {
              name: "ui",
              test: /[\\/]src[\\/]ui[\\/](?!menu)|lucide-react|@tanstack[\\/](react-)?query/,
              minShareCount: 7,
            },
          ],
        },
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true },
});
