/** How often a screen looks again for itself: seldom while it is told what moves, often while it is not. */

const toldMs = 60_000;
const untoldMs = 10_000;
let isFollowing = false;

export function noteFollowing(now: boolean): void {
  isFollowing = now;
}

/** Time alone moves some things, such as what is late, so a screen that is told of moves looks too. */
export function lookAgainMs(): number {
  return isFollowing ? toldMs : untoldMs;
}
