import { createContext, useContext, type ReactNode } from 'react';
import { Link } from 'wouter';

/** Whether an address belongs to a screen that the reader has; the frame knows. */
export const OwnScreens = createContext<(address: string) => boolean>(() => true);

interface ScreenLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** What stands there for a reader without that screen; nothing unless said. */
  readonly otherwise?: ReactNode;
}

/** A way to another screen, for those who have it: nobody is led to a page that says it is not theirs. */
export function ScreenLink({ href, children, otherwise = null }: ScreenLinkProps) {
  const isOwn = useContext(OwnScreens);
  return isOwn(href) ? <Link href={href}>{children}</Link> : otherwise;
}
