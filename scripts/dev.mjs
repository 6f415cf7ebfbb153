// Serves with hot reload. Vite shows changes of the web app at once; the server is built and started anew when its source
// changes. While a build fails, the last server that was built goes on.
import { spawn } from "node:child_process";
import { watch } from "node:fs";

const SOURCE = /\.(rs|sql|json|toml)$/;
const PAUSE_MS = 150;

let server = null;
let building = false;
let changed = false;
let timer;

const run = (command, args) =>
  new Promise((resolve) => spawn(command, args, { stdio: "inherit" }).on("exit", resolve));

async function restart() {
  if (building) {
    changed = true;
    return;
  }
  building = true;
  do {
    changed = false;
    if ((await run("cargo", ["build", "-p", "branchbook-cli"])) === 0 && !changed) await replaceServer();
  } while (changed);
  building = false;
}

async function replaceServer() {
  if (server) {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await gone;
    }
  }
  server = spawn("target/debug/branchbook", ["serve", ...process.argv.slice(2)], { stdio: "inherit" });
}

for (const folder of ["crates", "Cargo.toml"]) {
  watch(folder, { recursive: true }, (_, file) => {
    if (file && !SOURCE.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(restart, PAUSE_MS);
  });
}

const vite = spawn("npm", ["--prefix", "web", "run", "dev"], { stdio: "inherit" });
// Ctrl-C reaches the children by itself; whatever ends one of us ends all.
vite.on("exit", () => {
  server?.kill("SIGTERM");
  process.exit();
});
process.on("SIGTERM", () => vite.kill());
process.on("SIGINT", () => {});

await restart();
