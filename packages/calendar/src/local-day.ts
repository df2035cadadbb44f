/** A calendar day without a time zone: `YYYY-MM-DD`. */
export type LocalDate = string;

/** ISO 3166 codes of the countries whose holidays and laws the calendar knows. */
export type Country = 'LV' | 'LT' | 'BG';
