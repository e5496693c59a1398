import { expect, test } from 'vitest';
import { urlOf } from './database_url.ts';

test.each([
  [{ host: '/tmp/a b', user: 'li', database: 'shop' }, 'postgresql:///shop?host=%2Ftmp%2Fa%20b&user=li'],
  [{ url: 'postgresql:///shop?host=%2Ftmp&user=li', database: 'other' }, 'postgresql:///other?host=%2Ftmp&user=li'],
  [{ url: 'postgres://li:p%40ss@db:5433/shop?sslmode=require', database: 'other' }, 'postgres://li:p%40ss@db:5433/other?sslmode=require'],
  [{ url: 'postgres://li@db', database: 'other' }, 'postgres://li@db/other'],
])('%j → %s', (target, expected) => expect(urlOf(target)).toBe(expected));
