#!/usr/bin/env node
// The `sanbao` command: plain JavaScript, so that any Node can read it, and runs the locked Node 24 on the real program.
import { spawnSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const locked = join(root, 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin', 'node');
const node = existsSync(locked) ? locked : process.execPath;
const version = Number((node === process.execPath ? process.versions.node : spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.slice(1)).split('.')[0]);
if (version < 24) {
  console.error(`Sanbao needs Node 24 and this machine has ${process.version}. On Linux x64 and arm64, \`npm ci\` brings the right one; elsewhere install Node 24 first.`);
  process.exit(2);
}
// `--run FILE …` runs one of our own tools on the same Node; everything else is the command line itself.
const args = process.argv[2] === '--run' ? [join(root, process.argv[3]), ...process.argv.slice(4)] : [join(root, 'server', 'cli', 'main.ts'), ...process.argv.slice(2)];
// Compiled code is kept between starts; where the folder cannot be written, Node goes on without.
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env };
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
// The channel carries nothing: its end tells the program that this parent was killed, so nothing is orphaned.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)));
