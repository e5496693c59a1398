/** API keys are made, listed and revoked at the door: their secret must not lie in the journal, nor with the answers that are kept for retries. */

import { z } from 'zod';
import { grantsOf } from '../../core/roster/roles.ts';
import type { operations, OperationName } from '../../wire/contract.ts';
import type { KeyView } from '../../wire/view/views.ts';
import { isScope } from '../login/who.ts';
import type { Login } from '../login/login.ts';
import { ask, type Asking } from '../read/asking.ts';
import { cursorOf, keyOf, pageOf, textKey } from '../read/cursor.ts';
import { activePack } from '../read/me.ts';
import { scopeOf } from '../read/permit.ts';
import { Refused } from '../refused.ts';

type KeyOperation = 'key.make' | 'key.list' | 'key.revoke';

export function isOfKeys(name: OperationName): name is KeyOperation {
  return name.startsWith('key.');
}

export type KeyRequest = { readonly params: unknown; readonly query: unknown; readonly body: unknown; readonly commandId: string };

export async function answerOfKeys(login: Login, asking: Asking, name: KeyOperation, asked: KeyRequest): Promise<{ readonly status: number; readonly body: unknown }> {
  scopeOf(asking.actor, name);
  switch (name) {
    case 'key.make':
      return { status: 201, body: await make(login, asking, asked.body as MakeKey, asked.commandId) };
    case 'key.list':
      return { status: 200, body: await list(login, asking, asked.query as { cursor?: string; limit: number }) };
    case 'key.revoke':
      return { status: 200, body: await revoke(login, asking, (asked.params as { key_id: string }).key_id) };
  }
}

type MakeKey = z.output<(typeof operations)['key.make']['body']>;

async function make(login: Login, asking: Asking, { name, roles, scopes, expires_in_days }: MakeKey, commandId: string): Promise<KeyView & { secret: string }> {
  const { house, actor } = asking;
  const stranger = scopes.find((scope) => !isScope(scope));
  if (stranger !== undefined) throw new Refused('unknown_scope', { detail: { scope: stranger } });
  if (roles !== undefined) {
    const { pack } = await ask(asking, (client) => activePack(client, asking));
    const unknown = roles.find((role) => grantsOf([role], pack.roles ?? []).length === 0);
    if (unknown !== undefined) throw new Refused('unknown_role', { detail: { role: unknown } });
  }
  const made = await login.makeKey({
    org: actor.org, key_id: house.newId(), name, person_id: roles === undefined ? actor.person : null, roles: roles ?? null, scopes,
    days: expires_in_days, made_by: actor.person, command_id: commandId,
  });
  if (made.status === 'key_reused') throw new Refused('idempotency_key_reused');
  return { ...made.row, secret: made.secret };
}

async function list(login: Login, { actor }: Asking, { cursor, limit }: { cursor?: string; limit: number }) {
  const after = keyOf('keys', z.tuple([textKey]), cursor);
  const rows = await login.listKeys(actor.org, after?.[0] ?? null, limit + 1);
  return pageOf(rows, limit, (row) => row, (last) => cursorOf('keys', [last.key_id]));
}

async function revoke(login: Login, { actor }: Asking, keyId: string): Promise<{ revoked: true }> {
  const outcome = await login.revokeKey(actor.org, keyId, actor.person);
  if (outcome === 'unknown') throw new Refused('unknown_key', { detail: { key_id: keyId } });
  return { revoked: true };
}
