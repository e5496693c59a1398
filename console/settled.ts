/** A value once nobody has typed for a moment, so that not every digit is a question. */

import { useEffect, useState } from 'react';

export function useSettled<T>(value: T, waitMs = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
