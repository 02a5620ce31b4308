import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What the page may not use. */
const NO_DEVICES = 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()';

/**
 * Nothing from elsewhere, no inline script, in no frame; in one of its own only a report, which says so itself. No HSTS and no upgrade: many boxes speak plain HTTP behind a proxy, or
 * have a certificate of their own, which HSTS would keep people from accepting; a proxy adds it.
 */
export function securityHeaders(): RequestHandler {
  const own = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.set('Permissions-Policy', NO_DEVICES);
    own(request, response, next);
  };
}
