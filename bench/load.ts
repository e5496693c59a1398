/** Clients that ask as fast as they are answered, and what they saw: rate, p50, p99, and the processor time it cost. */

import { Agent, request } from 'node:http';
import { cpuMsOf } from './processes.ts';

export type Ask = () => { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string };
export type Seen = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly serverCpu: number; readonly databaseCpu: number; readonly count: number };

export type Target = { readonly port: number; readonly serverPid: number; readonly databasePid: number };

/** Runs `clients` loops for some seconds after a warm-up of the same asks. Times in ms; CPU in ms a request. */
export async function loadOn(target: Target, clients: number, seconds: number, ask: Ask): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  try {
    await during(target, agent, clients, Math.min(1, seconds / 3), ask);
    const before = [cpuMsOf(target.serverPid), cpuMsOf(target.databasePid)];
    const began = performance.now();
    const times = await during(target, agent, clients, seconds, ask);
    const took = performance.now() - began;
    const after = [cpuMsOf(target.serverPid), cpuMsOf(target.databasePid)];
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
    return {
      count: times.length, perSecond: (times.length / took) * 1000, p50: at(0.5), p99: at(0.99),
      serverCpu: (after[0]! - before[0]!) / times.length, databaseCpu: (after[1]! - before[1]!) / times.length,
    };
  } finally {
    agent.destroy();
  }
}

async function during(target: Target, agent: Agent, clients: number, seconds: number, ask: Ask): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const began = performance.now();
        await once(target.port, agent, ask);
        times.push(performance.now() - began);
      }
    }),
  );
  return times;
}

export function once(port: number, agent: Agent | undefined, ask: Ask): Promise<string> {
  const { method, path, headers, body } = ask();
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, agent, headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => {
        if (answer.statusCode! < 300) resolve(text);
        else reject(new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}
