/** Everything that surrounds the screens: look, language, queries, session, addresses. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import i18next from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import { Look } from '../ui/look.tsx';
import { Refused } from './ask.ts';
import { keepLook, LookContext, type LookChoice } from './look_choice.ts';
import { router } from './routes.tsx';
import { Door } from './door.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const antdWords = { 'zh-CN': zhCn, en: enUs };

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // A refusal stays a refusal; only a lost line is worth another try.
      retry: (count, error) => error instanceof Refused && error.problem.code === 'offline' && count < 2,
      networkMode: 'always',
    },
  },
});

export function Console({ first }: { first: LookChoice }) {
  const [look, setLook] = useState(first);
  useEffect(() => {
    keepLook(look);
    if (i18next.language !== look.language) void i18next.changeLanguage(look.language);
  }, [look]);
  const lookSwitch = useMemo(() => ({ ...look, choose: (change: Partial<LookChoice>) => setLook((now) => ({ ...now, ...change })) }), [look]);
  return (
    <LookContext value={lookSwitch}>
      <Look dark={look.dark} nonce={nonce} locale={antdWords[look.language]}>
        <QueryClientProvider client={queries}>
          <Door>
            <RouterProvider router={router} />
          </Door>
        </QueryClientProvider>
      </Look>
    </LookContext>
  );
}
