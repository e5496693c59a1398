/** The console starts here. */

import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';
import { firstLook } from './look_choice.ts';
import { startWords } from './words.ts';
import './console.css';

// Schemas come with the screens that need them. They would try to compile themselves to code, which our content security policy
// forbids; zod reads this setting when it is loaded.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
const look = firstLook();
startWords(look.language);
createRoot(document.getElementById('root')!).render(<Console first={look} />);
