/** How soon another screen hears of a change: from the sending of a command to its event on the live stream, on the same node and on another. */

import { request } from 'node:http';
import { join } from 'node:path';
import { fill, onGround } from './ground.ts';
import { makeCases } from './http.ts';
import { once } from './load.ts';
import { stopProcess } from './processes.ts';
import { startOurs, type Side } from './sides.ts';
import type { Row } from './table.ts';

type Ear = { heard(caseId: string, seq: number): Promise<number>; stop(): void };

export function benchLive(rounds: number): Promise<Row[]> {
  return onGround({}, async ({ url, folder }) => {
    await fill(url, 0);
    const here = await startOurs(url, join(folder, 'here'));
    const there = await startOurs(url, join(folder, 'there'));
    const [caseId] = await makeCases(here, 1);
    let seq = 1;
    const rows: Row[] = [];
    for (const [name, side] of [['the same node', here], ['another node', there]] as const) {
      const ear = await listen(side);
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const heard = ear.heard(caseId!, ++seq);
        const sent = performance.now();
        await once(here.port, undefined, () => ({ method: 'POST', path: `/api/v1/cases/${caseId}/contact-customer`, headers: here.headers, body: JSON.stringify({ outcome: 'reached' }) }));
        times.push((await heard) - sent);
      }
      ear.stop();
      times.sort((a, b) => a - b);
      rows.push({ 'a screen on': name, changes: rounds, 'p50 ms': times[Math.floor(rounds * 0.5)]!, 'p99 ms': times[Math.floor(rounds * 0.99)]!, 'at most ms': times.at(-1)! });
    }
    for (const side of [here, there]) await stopProcess(side.child);
    return rows;
  });
}

function listen(side: Side): Promise<Ear> {
  const waiting = new Map<string, (at: number) => void>();
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: side.port, path: '/api/v1/live', headers: side.headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        const at = performance.now();
        const blocks = (text + part).split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) {
          if (block.includes('event: ready')) resolve({ heard: (caseId, seq) => new Promise((told) => waiting.set(`${caseId} ${seq}`, told)), stop: () => asked.destroy() });
          const data = /^data: (.*)$/m.exec(block)?.[1];
          const { case_id, seq } = JSON.parse(data ?? '{}') as { case_id?: string; seq?: number };
          waiting.get(`${case_id} ${seq}`)?.(at);
        }
      });
    });
    // A stream that we ended ourselves says so too.
    asked.on('error', reject).end();
  });
}
