/** Settings: the organisation and what other programs may do for whoever runs it; for everybody, their own sign-in. */

import { useSay } from '../words.ts';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { InForce } from './in_force.tsx';
import { Keys } from './keys.tsx';
import { Organisation } from './organisation.tsx';
import { OwnSignIn } from './own_sign_in.tsx';
import { Webhooks } from './webhooks.tsx';

export default function Settings() {
  const say = useSay();
  const me = useMe();
  const may = useMay();
  const runs = may('person.add') || me.roles.includes('manager');
  return (
    <>
      <h1>{say('place.settings')}</h1>
      {runs && <Organisation />}
      {may('pack.in_force') && <InForce />}
      <OwnSignIn />
      {may('key.make') && <Keys />}
      {may('webhook.subscribe') && <Webhooks />}
    </>
  );
}
