/** Counts the statements of a request: a door between program and PostgreSQL that lets everything through and counts what asks. */

import { connect, createServer, type Server, type Socket } from 'node:net';

export type Door = { readonly port: number; count(): number; close(): Promise<void> };

/** `socket` is PostgreSQL's unix socket or a host and port. A simple query counts once, a prepared one when it is executed. */
export async function countingDoor(target: { path: string } | { host: string; port: number }): Promise<Door> {
  let statements = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((client) => {
    const database = connect(target);
    for (const each of [client, database]) open.add(each.on('error', () => each.destroy()).on('close', () => open.delete(each)));
    const counter = messageCounter((type) => {
      if (type === 'Q' || type === 'E') statements++;
    });
    client.on('data', (chunk) => counter(chunk as Buffer));
    client.pipe(database).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    count: () => statements,
    close: () => {
      for (const each of open) each.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Walks the protocol: the start-up packet has no type, every later message a type and a length. */
function messageCounter(onMessage: (type: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = started ? 5 : 4;
      if (rest.length < head) return;
      const length = rest.readInt32BE(head - 4) + (head - 4);
      if (rest.length < length) return;
      if (started) onMessage(String.fromCharCode(rest[0]!));
      started = true;
      rest = rest.subarray(length);
    }
  };
}
