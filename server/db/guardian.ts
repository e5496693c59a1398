/** Starts PostgreSQL so that it cannot outlive us: a small shell stands over it and listens to a pipe that we hold. */

import { spawn, type ChildProcess } from 'node:child_process';
import { cleanEnvironment, type RunAs } from './run_as.ts';

/**
 * The pipe ends when we let go of it and also when we are killed with -9; then the watcher asks PostgreSQL to stop at
 * once (INT), after 15 seconds without a checkpoint (QUIT), and after 25 by force. INT is repeated because a server
 * that has only just been started does not listen to signals yet. Signals meant for us are ignored here: the end of
 * the pipe is the only order, so that a Ctrl-C does not take the database away from requests that are being finished.
 */
const script = `
trap '' HUP INT TERM
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
(
  while read -r _ <&3; do :; done
  tries=0
  while [ $tries -lt 300 ] && kill -0 $server 2>/dev/null; do
    signal=INT
    [ $tries -ge 150 ] && signal=QUIT
    [ $tries -ge 250 ] && signal=KILL
    kill -$signal $server 2>/dev/null
    tries=$((tries + 1))
    sleep 0.1
  done
) &
watcher=$!
exec 3<&-
wait $server
code=$?
kill -9 $watcher 2>/dev/null
exit $code
`;

export type Guarded = {
  /** Settles when the shell has gone, and with it the server. */
  readonly ended: Promise<void>;
  isRunning(): boolean;
  /** Lets go of the pipe. */
  stop(): Promise<void>;
};

export type Program = { readonly file: string; readonly args: readonly string[]; readonly user: RunAs; readonly log: number };

export function spawnGuarded(program: Program): Guarded {
  const child = spawn('/bin/sh', ['-c', script, 'sanbao-postgres', program.file, ...program.args], {
    ...program.user,
    cwd: '/',
    env: cleanEnvironment(),
    // A session of its own: signals of the terminal reach us, not the database.
    detached: true,
    stdio: ['pipe', program.log, program.log],
  });
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      // If only the shell was killed, the watcher still waits for the end of this pipe.
      child.stdin?.destroy();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.stdin?.on('error', () => {});
  // A command-line tool that has nothing left to do may end; the database then ends with it.
  child.unref();
  unrefPipe(child);
  return {
    ended,
    isRunning: () => running,
    stop: () => {
      child.ref();
      child.stdin?.end();
      return ended;
    },
  };
}

function unrefPipe(child: ChildProcess): void {
  (child.stdin as { unref?: () => void } | null)?.unref?.();
}
