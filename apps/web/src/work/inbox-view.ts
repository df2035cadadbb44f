/** Mine: claimed by me. Group: offered to my roles. */
export type InboxView = 'mine' | 'group';
