// Prints the licence of every package that the bundle holds, for the file beside it.
import { readFileSync, readdirSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const parts = Object.entries(packages)
  .filter(([path, { dev }]) => path && !dev)
  .map(([path, { version, license }]) => {
    const name = readdirSync(path).find((file) => /^licen[cs]e/i.test(file));
    return `${path.replace("node_modules/", "")} ${version} (${license})\n\n${readFileSync(`${path}/${name}`, "utf8").trim()}\n`;
  });
process.stdout.write(parts.join(`\n${"-".repeat(72)}\n\n`));
