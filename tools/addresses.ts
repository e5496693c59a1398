/** Makes wire/addresses.ts: where each operation lies, without its shapes, so that a browser need not load those to ask. */

import { operations } from '../wire/contract.ts';

export function addressesText(): string {
  const lines = Object.entries(operations).map(([name, { method, path, tag }]) => `  '${name}': { method: '${method}', path: '${path}', tag: '${tag}' },`);
  return `/** Made by \`npm run generate\` from wire/contract.ts: where each operation lies, for those who need nothing else of it. */

import type { OperationName } from './contract.ts';

export type Address = { readonly method: 'GET' | 'POST'; readonly path: string; readonly tag: string };

export const addresses: Readonly<Record<OperationName, Address>> = {
${lines.join('\n')}
};
`;
}
