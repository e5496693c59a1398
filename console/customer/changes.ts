/** What is known of a customer as a form holds it, and what of it was changed. */

import type { CustomerView } from '../../wire/view/views.ts';

export type Known = { name?: string; phones?: string[]; address?: string; class?: string; zone?: string; area?: string };

export function knownOf(customer: Pick<CustomerView, 'name' | 'phones' | 'address' | 'class' | 'zone' | 'area'>): Known {
  const { phones, ...rest } = customer;
  return { phones: [...phones], ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) };
}

/** A line that was emptied is not sent: the server keeps what it knows until something else is said. */
export function changesOf(before: Known, after: Known): Known {
  const names = ['name', 'phones', 'address', 'class', 'zone', 'area'] as const;
  const isNew = (name: (typeof names)[number]) => after[name] !== undefined && after[name] !== '' && JSON.stringify(after[name]) !== JSON.stringify(before[name]);
  return Object.fromEntries(names.filter(isNew).map((name) => [name, after[name]]));
}
