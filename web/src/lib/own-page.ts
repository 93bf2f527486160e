// A page of this program. Browsers drop control characters and take a backslash for a slash.
export const isOwnPage = (to: string | undefined): to is string => to !== undefined && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to);
