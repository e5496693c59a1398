/** Checks a whole pack beyond its shape: everything that one entry says of another must be true. */

import { assetFacts } from '../asset/facts.ts';
import { caseFacts } from '../case/facts.ts';
import { promiseProblems } from '../clock/compile.ts';
import { guideFaults } from '../guide/faults.ts';
import { role } from '../roster/facts.ts';
import { rolesKnown } from '../roster/roles.ts';
import { roleFaults } from '../roster/laws.ts';
import { checkArchive } from './check_archive.ts';
import { checkApprovals } from './check_approvals.ts';
import { checkDuties } from './check_duties.ts';
import { checkForms } from './check_forms.ts';
import { checkGates } from './check_gates.ts';
import { checkMilestones } from './check_milestones.ts';
import { checkPromise } from './check_promise.ts';
import { describingKinds, factKinds, kindsUnder } from './facts.ts';
import type { Pack } from './pack.ts';
import type { Finding } from './problem.ts';

const reportFields = new Set([
  ...Object.keys(caseFacts['case.reported'].data.shape),
  ...Object.keys(caseFacts['case.reported'].personal.shape),
  ...Object.keys(assetFacts['unit.registered'].data.shape),
]);

/** Every contradiction in the pack; empty when it can be used. */
export function checkPack(pack: Pack): Finding[] {
  return [
    ...checkEvents(pack),
    ...checkAsks(pack),
    ...checkBounds(pack),
    ...checkPackRoles(pack),
    ...checkUnusedRoles(pack),
    ...checkGuides(pack),
    ...checkMilestones(pack),
    ...Object.keys(pack.promises).flatMap((name) => checkRoles(pack, name)),
    ...checkPromises(pack),
    ...checkGates(pack),
    ...checkApprovals(pack),
    ...checkDuties(pack),
    ...checkActivation(pack),
    ...checkForms(pack, reportFields),
    ...checkArchive(pack),
  ];
}

/** Ours first, because they name the exact place; the engine's own doubts only about promises we find sound. */
function checkPromises(pack: Pack): Finding[] {
  const findings = Object.keys(pack.promises).flatMap((name) => checkPromise(pack, name));
  const found = new Set(findings.map((finding) => finding.path[1]));
  for (const { path, message } of promiseProblems({ ...pack, hash: '', describing: describingKinds })) {
    const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    if (!found.has(parts[1]!)) findings.push({ path: parts, code: 'bad_promise', message });
  }
  return findings;
}

function checkEvents(pack: Pack): Finding[] {
  return pack.events.flatMap((event, index): Finding[] =>
    factKinds[event.fact] === undefined
      ? [{ path: ['events', index, 'fact'], code: 'unknown_fact_kind', message: `there is no fact ${event.fact}` }]
      : [],
  );
}

function checkAsks(pack: Pack): Finding[] {
  return pack.report_asks.flatMap((ask, index): Finding[] =>
    reportFields.has(ask.field)
      ? []
      : [{ path: ['report_asks', index, 'field'], code: 'unknown_attribute', message: `a report has no field ${ask.field}` }],
  );
}

function checkBounds(pack: Pack): Finding[] {
  const kinds = kindsUnder(pack);
  return pack.bounds.after_assignment.flatMap((kind, index): Finding[] =>
    kinds[kind] === undefined
      ? [{ path: ['bounds', 'after_assignment', index], code: 'unknown_fact_kind', message: `there is no fact ${kind}` }]
      : [],
  );
}

function checkPackRoles(pack: Pack): Finding[] {
  return (pack.roles ?? []).flatMap((each, index) =>
    roleFaults(each, role.options).map(({ at, index: place, code, message }): Finding => ({
      path: ['roles', index, at, ...(place === null ? [] : [place])], code, message,
    })),
  );
}

/** A role that no line names, that opens and closes nothing, and that no row speaks of: it would change nothing to leave it out. */
function checkUnusedRoles(pack: Pack): Finding[] {
  if (pack.roles === undefined) return [];
  const named = JSON.stringify({ ...pack, roles: [] });
  return pack.roles.flatMap((each, index): Finding[] =>
    each.source !== undefined || each.allow.length > 0 || each.deny.length > 0 || named.includes(`"${each.code}"`)
      ? []
      : [{ path: ['roles', index, 'code'], code: 'unused_role', message: `nothing in this pack names the role ${each.code}, and no row speaks of it` }],
  );
}

function checkGuides(pack: Pack): Finding[] {
  return (pack.guides ?? []).flatMap((guide, index) =>
    guideFaults(guide, pack.forbidden ?? []).map((fault): Finding => ({ ...fault, path: ['guides', index, ...fault.path] })),
  );
}

function checkActivation(pack: Pack): Finding[] {
  const known = rolesKnown(pack.roles ?? []);
  return (pack.activation?.approvals ?? []).flatMap((step, index): Finding[] =>
    known.includes(step.role)
      ? []
      : [{ path: ['activation', 'approvals', index, 'role'], code: 'unknown_role', message: `there is no role ${step.role}; roles are ${known.join(', ')}` }],
  );
}

function checkRoles(pack: Pack, name: string): Finding[] {
  const { warn, due, escalate } = pack.promises[name]!;
  const known = rolesKnown(pack.roles ?? []);
  const told = [
    ...warn.map((stage, index) => ({ at: ['warn', index, 'tell'] as const, tell: stage.tell })),
    ...(due === undefined ? [] : [{ at: ['due', 'tell'] as const, tell: due.tell }]),
    ...escalate.map((stage, index) => ({ at: ['escalate', index, 'tell'] as const, tell: stage.tell })),
  ];
  return told.flatMap(({ at, tell }) =>
    tell.flatMap((who, index): Finding[] =>
      known.includes(who)
        ? []
        : [
            {
              path: ['promises', name, ...at, index],
              code: 'unknown_role',
              message: `there is no role ${who}; roles are ${known.join(', ')}`,
            },
          ],
    ),
  );
}
