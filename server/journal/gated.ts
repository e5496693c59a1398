/** What the gates of the active pack say to a decision, before anything is written. */

import { approvalsOf, standingOf } from '../../core/gate/approval_state.ts';
import { caseOf } from '../../core/case/case.ts';
import type { Fact } from '../../core/base/fact.ts';
import type { Instant } from '../../core/base/time.ts';
import { effectiveFacts } from '../../core/clock/corrections.ts';
import { barOfGates, compileGates, type Barred, type CompiledGate } from '../../core/gate/gate.ts';
import type { LoadedPack } from '../pack/load.ts';
import { policyOf } from '../pack/policy.ts';
import type { Decided, Histories } from './journal.ts';

// A version never changes, so its gates are compiled once.
const compiled = new WeakMap<LoadedPack, readonly CompiledGate[]>();

function gatesOf(pack: LoadedPack): readonly CompiledGate[] {
  const known = compiled.get(pack) ?? compileGates(pack.pack.gates ?? {});
  compiled.set(pack, known);
  return known;
}

/** The decision itself, or the refusal of the first fact of a case that has to wait; each fact sees those decided before it. */
export function gated(pack: LoadedPack, decided: Decided, histories: Histories, now: Instant): Decided {
  const gates = gatesOf(pack);
  if (!decided.ok || gates.length === 0) return decided;
  for (const { stream, facts } of decided.parts) {
    if (!stream.startsWith('case:') || !facts.some((fact) => gates.some((gate) => gate.shape.before.includes(fact.kind)))) continue;
    const history: Fact[] = [...(histories.get(stream) ?? [])];
    for (const [index, fact] of facts.entries()) {
      const barred = barOfGates(gates, effectiveFacts(history), fact, caseOf(history).description);
      if (barred !== null) return barredBy(pack, barred, history);
      history.push({ ...fact, id: `deciding-${index}`, received_at: now });
    }
  }
  return decided;
}

const refusals = { not_asked: 'approval_not_asked', waiting: 'approval_waits', returned: 'approval_came_back' } as const;

/** Where what is missing comes by an approval, the refusal says how that stands. */
function barredBy(loaded: LoadedPack, { gate, need }: Barred, history: readonly Fact[]): Decided {
  const said = { gate, 'need:en': need.words.en, 'need:zh-CN': need.words['zh-CN'] };
  const approval = policyOf(loaded).granted?.[need.fact];
  if (approval === undefined) return { ok: false, refusal: 'gate_closed', detail: said };
  const { phase, role } = standingOf(approval, approvalsOf(history));
  const { words } = loaded.pack.approvals![approval]!;
  return { ok: false, refusal: refusals[phase], detail: { ...said, approval, 'words:en': words.en, 'words:zh-CN': words['zh-CN'], ...(role === null ? {} : { role }) } };
}
