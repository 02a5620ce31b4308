/** What a channel of alerts is told where secrets.env says nothing. */
export const NO_SECRETS = { url: undefined, secret: undefined, authorization: undefined, login: undefined };
