/** A state shown three ways at once: by colour, by the shape of its icon, and in words. */

import type { ReactNode } from 'react';

export type Hue = 'blue' | 'green' | 'red' | 'amber' | 'purple' | 'grey';

export function Mark({ hue, icon, children }: { hue: Hue; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`mark mark-${hue}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}
