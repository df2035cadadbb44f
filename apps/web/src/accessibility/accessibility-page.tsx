import { useLayoutEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { PageFoot } from '../shell/page-foot.tsx';
import { usePageTitle } from '../shell/page.tsx';
import { useSession } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import result from './result.json' with { type: 'json' };
import type { AccessibilityResult, CheckedState } from './statement.ts';
import { isFullyCompliant, known, statesOf } from './statement.ts';

const found: AccessibilityResult = result;

/** Languages and widths in which states were looked at. */
const seenIn = (states: readonly CheckedState[]): string => {
  const languages = new Set(states.flatMap((state) => state.languages));
  const widths = new Set(states.flatMap((state) => state.widths));
  return `${[...languages].sort().join(', ')} · ${[...widths].sort((a, b) => a - b).join(', ')}`;
};

/** The statement in the model of Decision (EU) 2018/1523, for everybody. */
export function AccessibilityPage() {
  const { t, formats } = useTexts();
  const { person } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  // 'default' is the first screen of a visit: the browser's own start of the page is right there.
  const { key } = useLocation();
  const navigated = useRef(key !== 'default');
  useLayoutEffect(() => {
    if (navigated.current) heading.current?.focus();
  }, []);
  usePageTitle(t('accessibility.title'));
  return (
    <>
      <main className="statement">
        <div className="statement__head">
          <Link className="cds--link" to={person ? '/' : '/sign-in'}>
            {person ? t('place.work') : t('accessibility.signIn')}
          </Link>
          <LanguageChoice />
        </div>
        <h1 ref={heading} tabIndex={-1}>
          {t('accessibility.title')}
        </h1>
        <p>{t('accessibility.intro')}</p>
        <h2>{t('accessibility.status')}</h2>
        <p>{isFullyCompliant(found) ? t('accessibility.full') : t('accessibility.partial')}</p>
        <h2>{t('accessibility.content')}</h2>
        <h3>{t('accessibility.noncompliance')}</h3>
        <ul>
          {known.noncompliance.map((each) => (
            <li key={each}>{t(`accessibility.${each}`)}</li>
          ))}
          {found.violations.map(({ screen, rule }) => (
            <li key={`${screen} ${rule}`}>{t('accessibility.rule', { screen, rule })}</li>
          ))}
        </ul>
        <h3>{t('accessibility.outside')}</h3>
        <ul>
          {known.outside.map((each) => (
            <li key={each}>{t(`accessibility.${each}`)}</li>
          ))}
        </ul>
        <h2>{t('accessibility.preparation')}</h2>
        <p>{t('accessibility.prepared', { date: formats.date(`${found.date}T12:00:00Z`) })}</p>
        <p>
          {t('accessibility.method', {
            version: found.axe,
            widths: found.widths.join(', '),
            screens: formats.number(statesOf(found)),
            violations: formats.number(found.violations.length),
          })}
        </p>
        <details>
          <summary>{t('accessibility.checked')}</summary>
          <ul>
            {found.screens.map(({ screen, states }) => (
              <li key={screen}>
                {screen} ({formats.number(states.length)}) <span className="hint">{seenIn(states)}</span>
              </li>
            ))}
          </ul>
        </details>
        <h2>{t('accessibility.feedback')}</h2>
        <p>{t('accessibility.feedbackText')}</p>
        <h2>{t('accessibility.enforcement')}</h2>
        <p>{t('accessibility.enforcementText')}</p>
        <ul>
          <li>{t('accessibility.lv')}</li>
          <li>{t('accessibility.lt')}</li>
          <li>{t('accessibility.bg')}</li>
        </ul>
      </main>
      <PageFoot />
    </>
  );
}
