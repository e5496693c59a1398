/** Small pieces of a case that several screens show: where it is, whether something in it is disputed. */

import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Mark } from '../ui/mark.tsx';
import type { CaseRow } from '../wire/view/views.ts';
import { useChoices } from './choices.ts';
import { useSay } from './words.ts';

export function Where({ row }: { row: CaseRow }) {
  const choices = useChoices();
  return (
    <>
      {choices.name('zones', row.zone)}
      {row.area !== null && ` · ${row.area}`}
      <span className="second-line clipped" title={row.address ?? undefined}>{row.address}</span>
    </>
  );
}

export function DisputedCount({ row }: { row: CaseRow }) {
  const say = useSay();
  if (row.disputed_count === 0) return null;
  return <Mark hue="amber" icon={<ExclamationCircleOutlined />}>{say('disputed_count', { count: row.disputed_count })}</Mark>;
}
