import { Link } from 'react-router';
import { InformationFilled, WarningAltFilled } from '@carbon/react/icons';
import type { DutyConflict } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { useConflictWords } from './use-conflict-words.ts';

/** Why somebody may not do something, or only with a reason, because of what they did or hold: in plain words, without blame. */
export function ConflictExplanation({ conflict }: { readonly conflict: DutyConflict }) {
  const { t } = useTexts();
  const isHard = conflict.pair.level === 'hard';
  const Icon = isHard ? WarningAltFilled : InformationFilled;
  // none of Carbon's notifications: they may hold no link
  return (
    <div className={isHard ? 'duty-notice duty-notice--hard' : 'duty-notice'} role="status">
      <Icon size={20} aria-hidden="true" />
      <div>
        <p className="duty-notice__title">{isHard ? t('duties.notYou') : t('duties.withReason')}</p>
        <ConflictText conflict={conflict} />
        {isHard && <p>{t('duties.othersMay')}</p>}
      </div>
    </div>
  );
}

/** The sentences alone, with a way to where it was. */
export function ConflictText({ conflict }: { readonly conflict: DutyConflict }) {
  const { t } = useTexts();
  const { because, rule, ruleLang } = useConflictWords(conflict);
  const { instanceId, businessKey } = conflict.where;
  return (
    <>
      <p>
        {because}{' '}
        {instanceId !== undefined && (
          <Link className="cds--link" to={`/cases/${instanceId}`}>
            {businessKey === undefined ? t('duties.toCase') : t('duties.toCaseNumber', { number: businessKey })}
          </Link>
        )}
      </p>
      <p {...(ruleLang && { lang: ruleLang })}>{rule}</p>
    </>
  );
}
