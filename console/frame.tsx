/** The frame of every screen: where one is, where one can go, who one is, language and light. */

import { DisconnectOutlined, GlobalOutlined, LogoutOutlined, MoonOutlined, SettingOutlined, SunOutlined } from '@ant-design/icons';
import { Link, Outlet } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense, useSyncExternalStore } from 'react';
import { Loading } from '../ui/notices.tsx';
import { FirstDay } from './first_day/first_day.tsx';
import { InboxLink } from './inbox/inbox_link.tsx';
import { UndoBar, UndoRoom } from './action/undo.tsx';
import { CallBand } from './desk/incoming_call.tsx';
import { Keyboard } from './keys/keyboard.tsx';
import { useLive } from './live/use_live.ts';
import { usePlaces } from './rights.ts';
import { useMe, useSignOut } from './session.tsx';
import { useLook } from './look_choice.ts';
import { languages, useSay } from './words.ts';

export function Frame() {
  const say = useSay();
  const me = useMe();
  const places = usePlaces();
  const signOut = useSignOut();
  useLive();
  return (
    <UndoRoom>
      <a className="skip" href="#content">{say('skip')}</a>
      <header className="bar">
        <Link to="/" className="brand"><span className="brand-sign" aria-hidden="true">三包</span> Sanbao</Link>
        <nav aria-label={say('places')}>
          {places.map((place) => (
            <Link key={place.path} to={place.path} activeProps={{ 'aria-current': 'page' }}>{say(place.words)}</Link>
          ))}
        </nav>
        <div className="bar-end">
          <span className="who">
            <span className="who-name">{me.name ?? me.person_id}</span>
            <span className="who-org" title={me.org_name}>{me.org_name}</span>
          </span>
          <InboxLink />
          <Link to="/settings" className="bell" aria-label={say('place.settings')} title={say('place.settings')} activeProps={{ 'aria-current': 'page' }}><SettingOutlined aria-hidden /></Link>
          <Keyboard />
          <LookButtons />
          <Button type="text" icon={<LogoutOutlined />} aria-label={say('sign_out')} title={say('sign_out')} onClick={() => void signOut(me.person_id)} />
        </div>
      </header>
      <OfflineBand />
      <CallBand />
      <FirstDay />
      <main id="content" className="page" tabIndex={-1}>
        <Suspense fallback={<Loading words={say('loading')} />}>
          <Outlet />
        </Suspense>
      </main>
      <UndoBar />
    </UndoRoom>
  );
}

/** Language and light, also on the sign-in page. */
export function LookButtons() {
  const say = useSay();
  const look = useLook();
  const at = languages.findIndex((it) => it.code === look.language);
  const next = languages[(at + 1) % languages.length]!;
  const lightWords = look.dark ? say('look_light') : say('look_dark');
  return (
    <>
      <Button type="text" icon={<GlobalOutlined />} lang={next.code} onClick={() => look.choose({ language: next.code })}>{next.own}</Button>
      <Button type="text" icon={look.dark ? <SunOutlined /> : <MoonOutlined />} aria-label={lightWords} title={lightWords} onClick={() => look.choose({ dark: !look.dark })} />
    </>
  );
}

function OfflineBand() {
  const say = useSay();
  const online = useSyncExternalStore(watchLine, () => navigator.onLine);
  return (
    <div role="status">
      {!online && <p className="offline"><DisconnectOutlined aria-hidden /> {say('offline_band')}</p>}
    </div>
  );
}

function watchLine(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}
