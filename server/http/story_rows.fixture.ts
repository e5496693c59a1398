/** Which requirement rows a line of a story meets: those of the rules of the pack that were at work in it. */

import type { StoryLine } from '../demo/story_line.ts';
import type { TradeWorld } from '../demo/world_file.ts';
import type { LoadedPack } from '../pack/load.ts';

type Sourced = { readonly source?: string | readonly string[] | undefined; readonly code?: string };

const approving: readonly string[] = ['ask', 'ask_again', 'approve', 'return'];

export function rowsOf({ pack }: LoadedPack, world: TradeWorld, line: StoryLine): string[] {
  const [first = '', second = ''] = line.words;
  // `gate_closed:charge_consented`: the rows of a gate are met by whoever stands before it, whatever is missing there.
  const gate = pack.gates?.[line.refused?.split(':')[1] ?? ''];
  const met: (Sourced | undefined)[] = [gate, ...(gate?.needs ?? []), ...rolesHeld(pack, world, line)];
  const said = new Set(Object.keys(line.with));
  if (line.does === 'report') met.push(...chosen(pack, world, line), ...(pack.report_asks ?? []).filter((ask) => said.has(ask.field) || said.has('customer')));
  if (line.does === 'milestone') met.push(pack.milestones?.[first], ...choicesOf(pack, first, line));
  if (['open', 'fill', 'sign', 'void', 'form'].includes(line.does)) met.push(pack.forms?.[first], ...(pack.forms?.[first]?.fields.filter((field) => said.has(field.code)) ?? []));
  met.push(...Object.values(pack.reasons).flat().filter((reason) => reason.code === line.with['reason']));
  if (approving.includes(line.does)) met.push(pack.approvals?.[first], ...(pack.approvals?.[first]?.steps ?? []));
  if (line.does === 'follow') met.push(pack.guides?.find((guide) => guide.code === first));
  if (['take_on', 'plan_duty', 'finish_duty', 'duty'].includes(line.does)) met.push(pack.duties?.[second]);
  return met.flatMap((each) => (each?.source === undefined ? [] : [each.source].flat()));
}

function chosen({ zones, matters, categories }: LoadedPack['pack'], world: TradeWorld, { with: said }: StoryLine): Sourced[] {
  const zone = said['zone'] ?? world.customers.find((each) => each.id === said['customer'])?.zone;
  return [...matters.filter((each) => each.code === said['matter']), ...categories.filter((each) => each.code === said['category']), ...zones.filter((each) => each.code === zone)];
}

function choicesOf({ milestones }: LoadedPack['pack'], kind: string, { with: said }: StoryLine): Sourced[] {
  return Object.entries(milestones?.[kind]?.fields ?? {}).flatMap(([name, field]) => (field.choices ?? []).filter((choice) => choice.code === said[name]));
}

/** A role of the trade counts where only it opens the door: at forms, duties and approvals. */
function rolesHeld({ roles = [] }: LoadedPack['pack'], world: TradeWorld, { who, does }: StoryLine): Sourced[] {
  const held = world.roles[who] ?? [];
  return ['fill', 'sign', 'finish_duty', 'approve', 'return'].includes(does) ? roles.filter((role) => held.includes(role.code)) : [];
}
