/** Language and light or dark, as the person chose them: from the address, else remembered, else from the system. */

import { createContext, useContext } from 'react';
import type { Language } from './words.ts';

export type LookChoice = { language: Language; dark: boolean };
export type LookSwitch = LookChoice & { choose: (change: Partial<LookChoice>) => void };

export const LookContext = createContext<LookSwitch | null>(null);

export function useLook(): LookSwitch {
  const look = useContext(LookContext);
  if (!look) throw new Error('a screen was shown outside the frame of the console');
  return look;
}

const isLanguage = (text: string | null | undefined): text is Language => text === 'zh-CN' || text === 'en';

export function firstLook(): LookChoice {
  const asked = new URLSearchParams(location.search);
  const lang = asked.get('lang') ?? read('lang');
  const dark = asked.get('dark') ?? read('dark');
  return {
    language: isLanguage(lang) ? lang : navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
    dark: dark === null ? matchMedia('(prefers-color-scheme: dark)').matches : dark === '1',
  };
}

export function keepLook({ language, dark }: LookChoice): void {
  document.documentElement.lang = language;
  document.documentElement.dataset['look'] = dark ? 'dark' : 'light';
  write('lang', language);
  write('dark', dark ? '1' : '0');
}

// Storage can be forbidden by the browser; then the choice lasts as long as the page.
function read(name: string): string | null {
  try {
    return localStorage.getItem(`sanbao.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`sanbao.${name}`, value);
  } catch {
    /* Not kept, and nothing is lost by it. */
  }
}
