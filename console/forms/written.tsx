/** A form that nobody here fills now, to be read: each field with what was written, as words. */

import { momentText } from '../../ui/moments.ts';
import type { FormFieldView } from '../../wire/view/form_views.ts';
import { useAsk } from '../ask.ts';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { placeText, type Place } from './typed.ts';

type Cell = Pick<FormFieldView, 'code' | 'words' | 'choices' | 'type'>;
type Line = Extract<FormFieldView['value'], readonly unknown[]>[number];

export function Written({ fields }: { fields: readonly FormFieldView[] }) {
  const text = useCellText(fields);
  return (
    <dl className="pairs">
      {fields.map((field) => (
        <div key={field.code}>
          <dt>{field.words}</dt>
          <dd className="as-written">{Array.isArray(field.value) ? <WrittenLines columns={field.columns} lines={field.value} text={text} /> : text(field, field.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function WrittenLines({ columns, lines, text }: { columns: FormFieldView['columns']; lines: readonly Line[]; text: ReturnType<typeof useCellText> }) {
  return (
    <ol className="plain">
      {lines.map((line, index) => (
        <li key={index}>
          <dl className="said">{columns.filter((column) => line[column.code] !== undefined).map((column) => <div key={column.code}><dt>{column.words}</dt><dd>{text(column, line[column.code])}</dd></div>)}</dl>
        </li>
      ))}
    </ol>
  );
}

function useCellText(fields: readonly FormFieldView[]) {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const names = fields.some((field) => [field, ...field.columns].some((cell) => cell.type === 'person'));
  const people = useAsk('person.list', { query: { limit: 200 } }, { refresh: false, enabled: names && may('person.list') });
  return ({ type, choices }: Cell, value: unknown): string => {
    if (value === null || value === undefined) return '—';
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    if (type === 'fen') return (Number(value) / 100).toFixed(2);
    if (typeof value === 'object') return placeText(value as Place);
    const written = String(value);
    if (type === 'moment') return momentText(written, me.time_zone);
    if (type === 'choice') return choices.find((choice) => choice.code === written)?.words ?? written;
    if (type === 'person') return people.data?.items.find((person) => person.person_id === written)?.name ?? written;
    return written;
  };
}
