import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { HeaderMenuButton, SideNav, SideNavItems, SideNavLink } from '@carbon/react';
import { NavLink } from 'react-router';
import { useTexts } from '../texts/use-texts.tsx';
import { belongsTo } from './places.ts';
import type { Place } from './places.ts';
import { startAddress } from './slots.ts';

interface PlacesMenuProps {
  readonly places: readonly Place[];
  readonly pathname: string;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** The places behind a button, where the header has no room for them. */
export function PlacesMenu({ places, pathname, open, onToggle }: PlacesMenuProps) {
  const { t } = useTexts();
  const opener = useRef<HTMLButtonElement>(null);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    onToggle(false);
    opener.current?.focus();
  };
  return (
    <>
      <HeaderMenuButton
        ref={opener}
        aria-label={open ? t('shell.closeMenu') : t('shell.openMenu')}
        isActive={open}
        onClick={() => onToggle(!open)}
      />
      {/* Right after its button, so that the keyboard goes from one into the other. */}
      <SideNav
        aria-label={t('shell.menu')}
        expanded={open}
        isPersistent={false}
        onOverlayClick={() => onToggle(false)}
        onKeyDown={escape}
        inert={!open}
      >
        <SideNavItems>
          {places.map((place) => (
            <SideNavLink key={place.to} as={NavLink} to={place.to} isActive={belongsTo(pathname, place)} large>
              {t(`place.${place.text}`)}
            </SideNavLink>
          ))}
          <SideNavLink as={NavLink} to={startAddress} large className="shell-menu__start">
            {t('shell.start')}
          </SideNavLink>
        </SideNavItems>
      </SideNav>
    </>
  );
}
