/** A fact of an approval on the time line: which approval, which step, and what was remarked. */

import type { FactView } from '../../wire/view/views.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { useRoleName } from '../role_name.ts';

export function ApprovalSaid({ fact }: { fact: FactView }) {
  const say = useSay();
  const me = useMe();
  const roleName = useRoleName();
  const { approval, role, remarks, reason } = fact.data as { approval: string; role?: string; remarks?: string; reason?: string };
  const known = me.approvals.find((it) => it.kind === `approval.${approval}`)?.words;
  return <p className="as-written">{[known?.[say.language] ?? approval, role !== undefined && roleName(role), remarks, reason].filter(Boolean).join(' · ')}</p>;
}
