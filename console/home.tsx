/** The first address: goes to the first screen that is this person's. */

import { Navigate } from '@tanstack/react-router';
import { Empty } from '../ui/notices.tsx';
import { usePlaces } from './rights.ts';
import { useSay } from './words.ts';

export default function Home() {
  const say = useSay();
  const [first] = usePlaces();
  return first ? <Navigate to={first.path} replace /> : <Empty words={say('no_place')} />;
}
