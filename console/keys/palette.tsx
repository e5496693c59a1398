/** The palette: type a few letters and go to a screen, a case, a customer, or do what the open case offers. */

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useSettled } from '../settled.ts';
import { useAsk } from '../ask.ts';
import { useMay, usePlaces } from '../rights.ts';
import { useSay } from '../words.ts';
import { offeredNow } from './offered.ts';

type Choice = { key: string; group: string; label: string; run: () => void };

function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

export function Palette({ close }: { close: () => void }) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const choices = useChoices(typed);
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  const run = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    close();
    // What it does may open a dialog of its own, once this one is gone.
    setTimeout(choice.run);
  };
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(choices[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="dialog palette" aria-label={say('keys.palette')} onCancel={close}>
      <input
        role="combobox"
        aria-label={say('keys.type')}
        placeholder={say('keys.type')}
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        {...(choices.length > 0 ? { 'aria-activedescendant': `${list}-${chosen}` } : {})}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label={say('keys.choices')}>
        {choices.map((choice, index) => (
          <button type="button" tabIndex={-1} key={choice.key} id={`${list}-${index}`} role="option" aria-selected={index === chosen} ref={index === chosen ? bringIntoView : null} onClick={() => run(choice)}>
            <span className="palette-label">{choice.label}</span> <span className="quiet">{choice.group}</span>
          </button>
        ))}
      </div>
      <p role="status" className="quiet">{choices.length === 0 && say('keys.nothing')}</p>
    </dialog>
  );
}

function useChoices(typed: string): Choice[] {
  const say = useSay();
  const navigate = useNavigate();
  const places = usePlaces();
  const found = useFound(typed);
  const [offered] = useState(() => offeredNow().filter((it) => !it.onlyKeys));
  const wanted = typed.trim().toLowerCase();
  const fits = (label: string) => label.toLowerCase().includes(wanted);
  return [
    ...offered.filter((it) => fits(it.label)).map((it, index) => ({ key: `do ${index}`, group: say('keys.here'), label: it.label, run: it.run })),
    ...places.map((it) => ({ key: it.path, group: say('places'), label: say(it.words), run: () => void navigate({ to: it.path }) })).filter((it) => fits(it.label)),
    ...found,
  ];
}

/** Cases and customers behind what was typed, asked once it stands still. */
function useFound(typed: string): Choice[] {
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const q = useSettled(typed.trim());
  const digits = q.replace(/[\s-]/g, '');
  const isPhone = /^\+?\d{5,}$/.test(digits);
  const cases = useAsk('case.list', { query: { q, state: 'all', limit: 6 } }, { enabled: q.length >= 2 && may('case.list'), refresh: false });
  const customers = useAsk('customer.find', { query: { ...(isPhone ? { phone: digits } : { q }), limit: 5 } }, { enabled: q.length >= 2 && may('customer.find'), refresh: false });
  if (q.length < 2) return [];
  return [
    ...(cases.data?.items ?? []).map((it) => ({
      key: it.case_id, group: say.code('state', it.state), label: [it.number, it.caller_name, it.address].filter(Boolean).join(' · '),
      run: () => void navigate({ to: '/cases/$case_id', params: { case_id: it.case_id } }),
    })),
    ...(customers.data?.items ?? []).map((it) => ({
      key: it.customer_id, group: say('keys.customer'), label: [it.name ?? say(it.erased ? 'erased' : 'customer.nameless'), it.phones[0]].filter(Boolean).join(' · '),
      run: () => void navigate({ to: '/cases', search: { customer_id: it.customer_id, state: 'all' } }),
    })),
  ];
}
