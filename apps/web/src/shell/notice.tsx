import type { ReactNode } from 'react';
import { CheckmarkFilled, ErrorFilled, InformationFilled, WarningFilled } from '@carbon/icons-react';
import { Button } from './button.tsx';

const icons = { error: ErrorFilled, success: CheckmarkFilled, info: InformationFilled, warning: WarningFilled } as const;

interface NoticeProps {
  readonly kind: keyof typeof icons;
  /** `alert` for what went wrong, `status` for what can wait until the reader pauses; none inside of what says it already. */
  readonly role?: 'alert' | 'status';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Carbon's notification in its place on the page: the same classes, nothing in it that speaks English or takes the focus by itself. */
export function Notice({ kind, role, title, children, action }: NoticeProps) {
  const Icon = icons[kind];
  const block = action ? 'cds--actionable-notification' : 'cds--inline-notification';
  const text = (
    <>
      {title !== undefined && <div className={`${block}__title`}>{title}</div>}
      {children !== undefined && <div className={`${block}__subtitle`}>{children}</div>}
    </>
  );
  const details = (
    <div className={`${block}__details`}>
      <Icon size={20} className="cds--inline-notification__icon" />
      <div className={`${block}__text-wrapper`}>{action ? <div className={`${block}__content`}>{text}</div> : text}</div>
    </div>
  );
  return (
    <div role={role} className={`${block} ${block}--low-contrast ${block}--${kind} ${block}--hide-close-button`}>
      {action ? (
        <div className={`${block}__focus-wrapper`}>
          {details}
          <div className={`${block}__button-wrapper`}>
            <Button kind="ghost" size="sm" onClick={action.run}>
              {action.label}
            </Button>
          </div>
        </div>
      ) : (
        details
      )}
    </div>
  );
}
