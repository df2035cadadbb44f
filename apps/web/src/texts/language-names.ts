/** Each language in its own words. */
export const languageNames = { en: 'English', lv: 'Latviešu', lt: 'Lietuvių', bg: 'Български' } as const;
