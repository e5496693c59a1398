/** The console starts here. */

import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { Console } from './console.tsx';
import { firstLook } from './look_choice.ts';
import { startWords } from './words.ts';
import './console.css';

// The schemas would otherwise try to compile themselves to code, which our content security policy forbids.
z.config({ jitless: true });
const look = firstLook();
startWords(look.language);
createRoot(document.getElementById('root')!).render(<Console first={look} />);
