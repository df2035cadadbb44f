import { texts } from '../texts/i18n.ts';

type Check = (instance: { readonly id: string }, value: unknown) => string[];
interface Fields {
  get(id: string): { readonly key?: string } | undefined;
}

/**
 * A module for form-js: the field for the day of receipt takes no day that has not come.
 * @param received key of the field; undefined: the form has none
 * @param today asked at each check: a form stays open over midnight
 */
export const receiptModule = (received: string | undefined, today: () => string) => ({
  __init__: ['receiptDay'],
  receiptDay: [
    'factory',
    Object.assign(
      (validator: { validateFieldInstance: Check }, fields: Fields) => {
        const check = validator.validateFieldInstance.bind(validator);
        validator.validateFieldInstance = (instance, value) => {
          const isLate = received !== undefined && fields.get(instance.id)?.key === received && isAfter(value, today());
          return isLate ? [...check(instance, value), texts.t('refusal.futureReceipt')] : check(instance, value);
        };
        return {};
      },
      { $inject: ['validator', 'formFieldRegistry'] },
    ),
  ],
});

const isAfter = (value: unknown, day: string): boolean => typeof value === 'string' && value.slice(0, day.length) > day;
