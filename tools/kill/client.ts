/** One client of the kill test: takes reports through their life, keeps its own log of what was sent and what was acknowledged. */

import { randomUUID } from 'node:crypto';

export type Sent = {
  readonly key: string;
  readonly path: string;
  readonly body: object;
  tries: number;
  /** The first answer that came back, and every later one to the same key. */
  answers: { status: number; facts: string[] }[];
};

export type Client = { readonly log: Sent[]; run(): Promise<void> };

type Answer = { status: number; json: { facts?: { id: string }[]; ids?: Record<string, string>; code?: string } };

/** `base` is asked anew for each try; `isOver` ends the run after the command in hand is answered. */
export function makeClient(base: string, cookie: () => Promise<string>, engineers: readonly string[], dice: () => number, isOver: () => boolean): Client {
  const log: Sent[] = [];

  async function send(path: string, body: object): Promise<Answer> {
    const sent: Sent = { key: randomUUID(), path, body, tries: 0, answers: [] };
    log.push(sent);
    const answer = await insist(sent);
    // A double click: now and then the same command is sent again though it was answered.
    if (dice() < 0.2) await insist(sent);
    return answer;
  }

  /** Sends until somebody answers, as a phone without signal would. */
  async function insist(sent: Sent): Promise<Answer> {
    for (;;) {
      sent.tries++;
      const answer = await post(sent).catch(() => null);
      if (answer !== null && answer.status !== 503 && answer.status < 500) {
        sent.answers.push({ status: answer.status, facts: (answer.json.facts ?? []).map((fact) => fact.id) });
        return answer;
      }
      if (answer !== null && answer.status !== 503) throw new Error(`${sent.path} answered ${answer.status}: ${JSON.stringify(answer.json)}`);
      await pause(20 + dice() * 80);
    }
  }

  async function post(sent: Sent): Promise<Answer> {
    const response = await fetch(`${base}/api/v1${sent.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': sent.key, cookie: await cookie() },
      body: JSON.stringify(sent.body),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, json: (await response.json()) as Answer['json'] };
  }

  async function oneCase(): Promise<void> {
    const caseId = `k-${randomUUID()}`;
    const at = `/cases/${caseId}`;
    await send('/cases', { case_id: caseId, zone: 'urban', channel: 'phone', description: `停电 ${log.length}`, ...(dice() < 0.3 ? { customer: { name: '测试' } } : {}) });
    const visitId = `v-${randomUUID()}`;
    await send(`${at}/assign`, { visit_id: visitId, engineer_id: engineers[Math.floor(dice() * engineers.length)] });
    const steps: [string, object][] = [
      ['accept', { visit_id: visitId }], ['depart', { visit_id: visitId }], ['arrive', { visit_id: visitId }], ['restore', { visit_id: visitId }],
      // Refused, and the refusal must be as lasting as a fact.
      ['arrive', { visit_id: visitId }],
      ['leave', { visit_id: visitId }], ['close', {}],
    ];
    for (const [name, body] of steps) if (!isOver()) await send(`${at}/${name}`, body);
  }

  return {
    log,
    async run() {
      while (!isOver()) await oneCase();
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
