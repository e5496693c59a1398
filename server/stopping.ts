/** How the program ends: requests in flight are finished, then everything that was opened is closed, the last first. */

/** Requests that take longer than this are cut off; nothing is half recorded, because a command is one transaction. */
const patienceMs = 10_000;

type Closeable = { close(): Promise<unknown>; readonly server: { closeAllConnections(): void } };

/** Waits for the requests under way, and after a while no longer: their connections are cut and the rest can be closed. */
export async function closeInTime(app: Closeable, withinMs: number = patienceMs - 2_000): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), withinMs);
  await app.close().finally(() => clearTimeout(cut));
}

/** Closes in reverse order, once, whoever asks and however often. */
export function stopOnce(closing: readonly (() => Promise<unknown>)[]): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  return () => (stopping ??= closeAll(closing));
}

async function closeAll(closing: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing.toReversed()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}

/** On Ctrl+C, on being told to, and when the parent is gone: a killed `npm start` leaves nothing running behind. */
export function stopWithUs(stop: () => Promise<void>, log: (line: string) => void): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log(`Stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
  // The channel carries nothing and must not keep the program alive; listening to it would.
  process.channel?.unref();
}
