import { useState } from 'react';
import { TextArea, TextInput } from '@carbon/react';
import type { CaseClockView } from '@gaita/contracts';
import { extendClock, stopClock } from '../../api/case-clock.ts';
import { ClockConflict, conflictIn } from './clock-conflict.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import { useKept } from '../../drafts/use-kept.ts';
import { useTexts } from '../../texts/use-texts.tsx';

interface ClockDialogProps {
  readonly kind: 'stop' | 'extend';
  readonly caseId: string;
  readonly clock: CaseClockView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Stopping or extending needs a ground, a reason and what the applicant was told; all of it stays in the case. */
export function ClockDialog({ kind, caseId, clock, onDone, onClose }: ClockDialogProps) {
  const { t, formats } = useTexts();
  const first = { ground: '', reason: '', notice: '', until: clock.latest ?? '' };
  const [given, setGiven, forget] = useKept(`${kind} clock ${caseId}`, first);
  const [error, setError] = useState<Error>();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  // What the person has seen; what others did meanwhile is shown before it counts as seen.
  const [seen, setSeen] = useState(clock);
  const [now, setNow] = useState<CaseClockView>();
  const isMissing = (name: 'ground' | 'reason' | 'notice') => asked && given[name].trim() === '';
  const field = (name: 'ground' | 'reason' | 'notice') => ({
    id: `clock-${name}`,
    labelText: t(`clock.${name}`),
    value: given[name],
    invalid: isMissing(name),
    invalidText: t('clock.required'),
    'aria-required': true,
    onChange: ({ target }: { target: { value: string } }) => setGiven((before) => ({ ...before, [name]: target.value })),
  });
  const submit = async () => {
    const { ground, reason, notice, until } = given;
    setAsked(true);
    setError(undefined);
    if ([ground, reason, notice].some((text) => text.trim() === '')) return;
    setBusy(true);
    try {
      const given = { ground, reason, notice, seen: (now ?? seen).version };
      if (kind === 'stop') await stopClock(caseId, given);
      else await extendClock(caseId, { ...given, ...(until !== '' && { until }) });
      forget();
      onDone();
    } catch (thrown) {
      const found = conflictIn(thrown);
      if (found) {
        setSeen(now ?? seen);
        setNow(found);
      } else setError(thrown as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      size="sm"
      modalHeading={kind === 'stop' ? t('clock.stopTitle') : t('clock.extendTitle')}
      primaryButtonText={kind === 'stop' ? t('clock.doStop') : t('clock.doExtend')}
      primaryButtonDisabled={busy}
      onRequestSubmit={() => void submit()}
      onRequestClose={onClose}
      onSecondarySubmit={() => (forget(), onClose())}
      selectorPrimaryFocus="#clock-ground"
    >
      <div className="dialog-fields">
        <p>
          {kind === 'stop'
            ? t('clock.stopHelp')
            : t('clock.extendHelp', { due: formats.day(clock.dueOn), latest: formats.day(clock.latest ?? clock.dueOn) })}
        </p>
        {now && <ClockConflict before={seen} now={now} mine={{ ...given, ...(kind === 'stop' && { until: undefined }) }} />}
        {error && <ErrorNotice error={error} title={t('clock.failed')} focus />}
        {kind === 'extend' && (
          <TextInput
            id="clock-until"
            type="date"
            labelText={t('clock.newDue')}
            value={given.until}
            min={clock.dueOn}
            max={clock.latest}
            onChange={({ target }) => setGiven((before) => ({ ...before, until: target.value }))}
          />
        )}
        <TextArea
          {...field('ground')}
          helperText={isMissing('ground') ? undefined : t('clock.groundHelp')}
          rows={2}
          maxLength={500}
        />
        <TextArea {...field('reason')} rows={3} maxLength={5000} />
        <TextArea
          {...field('notice')}
          helperText={isMissing('notice') ? undefined : t('clock.noticeHelp')}
          rows={3}
          maxLength={5000}
        />
      </div>
    </Dialog>
  );
}
