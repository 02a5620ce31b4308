// Made of the OpenAPI document by `npm run types`.

/**
 * A sentence of the box: `text` in English, `code` for whoever has words of another language, `params` as exact as the sentence. Codes keep their meaning, and others may come: `words`, and whatever a client does not know, is shown as `text`
 */
export type Saying =
  | {
      code: "clock-before-record";
      params: {
        shown: string;
        recorded: string;
      };
      text: string;
    }
  | {
      code: "clock-before-build";
      params: {
        shown: string;
        built: string;
      };
      text: string;
    }
  | {
      code: "clock-waited-for";
      params: {
        why: Saying;
        minutes: number;
      };
      text: string;
    }
  | {
      code: "clock-doubtful";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "no-tide";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "too-many-cameras";
      params: {
        watched: number;
        cores: number;
        main: number;
        sub: number;
      };
      text: string;
    }
  | {
      code: "video-memory-small";
      params: {
        cameras: number;
        watched: number;
      };
      text: string;
    }
  | {
      code: "disk-full";
      params: {
        free: number;
        floor: number;
      };
      text: string;
    }
  | {
      code: "disk-too-small";
      params: {};
      text: string;
    }
  | {
      code: "room-ends-soon";
      params: {
        left: number;
        perDay: number;
        budget: number;
        floor: number;
      };
      text: string;
    }
  | {
      code: "database-pages-damaged";
      params: {
        file: string;
        why: string;
      };
      text: string;
    }
  | {
      code: "database-was-damaged";
      params: {
        file: string;
        name: string;
        backup: Saying;
      };
      text: string;
    }
  | {
      code: "database-was-empty";
      params: {
        file: string;
        backup: Saying;
      };
      text: string;
    }
  | {
      code: "database-was-missing";
      params: {
        file: string;
        backup: Saying;
      };
      text: string;
    }
  | {
      code: "last-backup";
      params: {
        path: string;
        at: string;
      };
      text: string;
    }
  | {
      code: "some-backup";
      params: {};
      text: string;
    }
  | {
      code: "messages-lost";
      params: {
        lost: number;
      };
      text: string;
    }
  | {
      code: "nothing-looks";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "detector-missing";
      params: {
        cameras: string[];
        used: string;
        name: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "weights-missing";
      params: {};
      text: string;
    }
  | {
      code: "no-time-for-sweeps";
      params: {
        name: string;
        spare: number;
        cores: number;
      };
      text: string;
    }
  | {
      code: "no-sweeps";
      params: {
        name: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "head-rests";
      params: {
        head: string;
        features: string;
      };
      text: string;
    }
  | {
      code: "catalog-only";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "bundle-missing";
      params: {
        bundle: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "taught-lost";
      params: {
        all: number;
        lost: number;
        reasons: Saying[];
      };
      text: string;
    }
  | {
      code: "box-starting";
      params: {};
      text: string;
    }
  | {
      code: "store-gone";
      params: {
        why: string;
      };
      text: string;
    }
  | {
      code: "camera-refused";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-no-route";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "password-percent";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "camera-unauthorized";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-digest";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-not-found";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-no-codec";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-stalled";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-key-frame";
      params: {
        host: string;
        mend: Saying;
      };
      text: string;
    }
  | {
      code: "camera-frozen";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-garbage";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-ended";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-ffmpeg-hung";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "no-ffmpeg";
      params: {};
      text: string;
    }
  | {
      code: "camera-unknown";
      params: {
        host: string;
      };
      text: string;
    }
  | {
      code: "camera-slow";
      params: {
        host: string;
        rate: number;
        asked: number;
      };
      text: string;
    }
  | {
      code: "camera-no-clips";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "camera-fault";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "camera-not-looked-at";
      params: {};
      text: string;
    }
  | {
      code: "camera-nobody-looks";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "watcher-hung";
      params: {};
      text: string;
    }
  | {
      code: "watcher-ended";
      params: {
        why: string;
      };
      text: string;
    }
  | {
      code: "shorten-key-frames";
      params: {};
      text: string;
    }
  | {
      code: "analysis-pixels";
      params: {
        size: string;
        pixels: string;
      };
      text: string;
    }
  | {
      code: "analysis-size";
      params: {
        size: string;
        limit: string;
      };
      text: string;
    }
  | {
      code: "other-shape";
      params: {
        analysed: string;
        own: string;
      };
      text: string;
    }
  | {
      code: "key-frames-near";
      params: {
        seconds: number;
      };
      text: string;
    }
  | {
      code: "key-frames-far";
      params: {
        seconds: number;
        mend: Saying;
      };
      text: string;
    }
  | {
      code: "key-frames-unseen";
      params: {
        seconds: number;
        mend: Saying;
      };
      text: string;
    }
  | {
      code: "decoded-by-software";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "decoded-by";
      params: {
        decoder: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "decoder-works-on";
      params: {
        device: string;
      };
      text: string;
    }
  | {
      code: "decoder-configured";
      params: {};
      text: string;
    }
  | {
      code: "decoder-alone";
      params: {
        codec: string;
      };
      text: string;
    }
  | {
      code: "decoder-pictures";
      params: {};
      text: string;
    }
  | {
      code: "decoder-no-device-of";
      params: {
        decoder: string;
      };
      text: string;
    }
  | {
      code: "decoder-no-device";
      params: {};
      text: string;
    }
  | {
      code: "decoder-not-in-ffmpeg";
      params: {
        decoder: string;
        codec: string;
      };
      text: string;
    }
  | {
      code: "decoder-failed";
      params: {
        decoder: string;
        why: string;
      };
      text: string;
    }
  | {
      code: "decoder-gave-nothing";
      params: {
        decoder: string;
      };
      text: string;
    }
  | {
      code: "video-squeezed";
      params: {
        codec: string;
        size: string;
        shown: string;
        fps: number;
      };
      text: string;
    }
  | {
      code: "video-fps";
      params: {
        codec: string;
        size: string;
        fps: number;
      };
      text: string;
    }
  | {
      code: "tried-sends";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-unauthorized";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-not-found";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-stalled";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-refused";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-no-route";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-no-video";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-smaller";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "tried-no-substream";
      params: {
        brand: string;
        path: string;
      };
      text: string;
    }
  | {
      code: "no-known-address";
      params: {};
      text: string;
    }
  | {
      code: "in-use-already";
      params: {};
      text: string;
    }
  | {
      code: "none-before";
      params: {};
      text: string;
    }
  | {
      code: "nobody-looks-now";
      params: {};
      text: string;
    }
  | {
      code: "runs-already";
      params: {
        other: string;
      };
      text: string;
    }
  | {
      code: "own-detectors-only";
      params: {};
      text: string;
    }
  | {
      code: "changes-nothing";
      params: {};
      text: string;
    }
  | {
      code: "no-features-of";
      params: {
        features: string;
      };
      text: string;
    }
  | {
      code: "kept-after";
      params: {
        hours: number;
        errors: number;
      };
      text: string;
    }
  | {
      code: "too-many-errors";
      params: {
        errors: number;
        most: number;
      };
      text: string;
    }
  | {
      code: "too-slow-now";
      params: {
        seconds: number;
        times: number;
      };
      text: string;
    }
  | {
      code: "fewer-named";
      params: {
        share: number;
        before: number;
      };
      text: string;
    }
  | {
      code: "named-otherwise";
      params: {
        share: number;
      };
      text: string;
    }
  | {
      code: "by-rule";
      params: {
        tracks: number;
      };
      text: string;
    }
  | {
      code: "other-models";
      params: {};
      text: string;
    }
  | {
      code: "stopped-by";
      params: {
        who: string;
      };
      text: string;
    }
  | {
      code: "started-again";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "hung-silent";
      params: {
        seconds: number;
      };
      text: string;
    }
  | {
      code: "hung-busy";
      params: {
        seconds: number;
      };
      text: string;
    }
  | {
      code: "refused-no-bundle";
      params: {};
      text: string;
    }
  | {
      code: "refused-unsigned";
      params: {};
      text: string;
    }
  | {
      code: "refused-unknown-key";
      params: {};
      text: string;
    }
  | {
      code: "refused-signature";
      params: {};
      text: string;
    }
  | {
      code: "refused-older";
      params: {};
      text: string;
    }
  | {
      code: "refused-same-version";
      params: {};
      text: string;
    }
  | {
      code: "refused-expired";
      params: {};
      text: string;
    }
  | {
      code: "refused-newer-roost";
      params: {};
      text: string;
    }
  | {
      code: "refused-hash";
      params: {};
      text: string;
    }
  | {
      code: "refused-too-large";
      params: {};
      text: string;
    }
  | {
      code: "refused-path";
      params: {};
      text: string;
    }
  | {
      code: "refused-bomb";
      params: {};
      text: string;
    }
  | {
      code: "refused-labels";
      params: {};
      text: string;
    }
  | {
      code: "refused-other-model";
      params: {};
      text: string;
    }
  | {
      code: "refused-operator";
      params: {};
      text: string;
    }
  | {
      code: "refused-unloadable";
      params: {};
      text: string;
    }
  | {
      code: "refused-golden";
      params: {};
      text: string;
    }
  | {
      code: "refused-slow";
      params: {};
      text: string;
    }
  | {
      code: "refused-room";
      params: {};
      text: string;
    }
  | {
      code: "ended-killed";
      params: {};
      text: string;
    }
  | {
      code: "ended-by";
      params: {
        signal: string;
      };
      text: string;
    }
  | {
      code: "ended-with";
      params: {
        code: number;
      };
      text: string;
    }
  | {
      code: "hung-unanswering";
      params: {
        seconds: number;
      };
      text: string;
    }
  | {
      code: "too-weak-standing";
      params: {
        hits: number;
        looks: number;
        score: number;
      };
      text: string;
    }
  | {
      code: "too-weak";
      params: {
        hits: number;
        looks: number;
        score: number;
      };
      text: string;
    }
  | {
      code: "nothing-at-place";
      params: {
        who: string;
      };
      text: string;
    }
  | {
      code: "same-box-often";
      params: {
        times: number;
        since: string;
      };
      text: string;
    }
  | {
      code: "same-box-long";
      params: {
        hours: number;
        part: number;
      };
      text: string;
    }
  | {
      code: "undecided";
      params: {};
      text: string;
    }
  | {
      code: "rejected";
      params: {};
      text: string;
    }
  | {
      code: "uncertain";
      params: {};
      text: string;
    }
  | {
      code: "awaits-second";
      params: {};
      text: string;
    }
  | {
      code: "disagreed";
      params: {
        people: string[];
      };
      text: string;
    }
  | {
      code: "no-crop";
      params: {};
      text: string;
    }
  | {
      code: "no-bird-or-mammal";
      params: {};
      text: string;
    }
  | {
      code: "too-wide";
      params: {};
      text: string;
    }
  | {
      code: "no-animal-in-it";
      params: {};
      text: string;
    }
  | {
      code: "picture-moved";
      params: {};
      text: string;
    }
  | {
      code: "picture-changed";
      params: {};
      text: string;
    }
  | {
      code: "no-features-of-kind";
      params: {
        kind: string;
      };
      text: string;
    }
  | {
      code: "no-picture-in-it";
      params: {};
      text: string;
    }
  | {
      code: "went-for-room";
      params: {};
      text: string;
    }
  | {
      code: "people-wiped-out";
      params: {};
      text: string;
    }
  | {
      code: "place-unknown";
      params: {};
      text: string;
    }
  | {
      code: "file-gone";
      params: {};
      text: string;
    }
  | {
      code: "file-changed";
      params: {};
      text: string;
    }
  | {
      code: "picture-unknown";
      params: {};
      text: string;
    }
  | {
      code: "crop-gone";
      params: {};
      text: string;
    }
  | {
      code: "no-model-yet";
      params: {};
      text: string;
    }
  | {
      code: "list-near";
      params: {
        name: string;
        id: string;
        names: string;
      };
      text: string;
    }
  | {
      code: "list-unknown";
      params: {
        name: string;
      };
      text: string;
    }
  | {
      code: "list-no-month";
      params: {
        text: string;
      };
      text: string;
    }
  | {
      code: "list-absent";
      params: {};
      text: string;
    }
  | {
      code: "list-no-narrower";
      params: {};
      text: string;
    }
  | {
      code: "list-too-wide";
      params: {
        rank: string;
        name: string;
      };
      text: string;
    }
  | {
      code: "list-hybrid";
      params: {};
      text: string;
    }
  | {
      code: "list-domestic";
      params: {};
      text: string;
    }
  | {
      code: "list-either";
      params: {
        names: string;
      };
      text: string;
    }
  | {
      code: "backup-same-disk";
      params: {
        folder: string;
      };
      text: string;
    }
  | {
      code: "backup-outside";
      params: {
        file: string;
      };
      text: string;
    }
  | {
      code: "backup-nowhere";
      params: {};
      text: string;
    }
  | {
      code: "backup-under-way";
      params: {};
      text: string;
    }
  | {
      code: "backup-no-folder";
      params: {};
      text: string;
    }
  | {
      code: "backup-no-room";
      params: {
        free: string;
        needed: string;
      };
      text: string;
    }
  | {
      code: "backup-unmounted";
      params: {
        place: string;
      };
      text: string;
    }
  | {
      code: "backup-thread";
      params: {};
      text: string;
    }
  | {
      code: "export-camtrap-dp";
      params: {};
      text: string;
    }
  | {
      code: "export-darwin-core";
      params: {};
      text: string;
    }
  | {
      code: "export-megadetector";
      params: {};
      text: string;
    }
  | {
      code: "export-record-table";
      params: {};
      text: string;
    }
  | {
      code: "export-operation-matrix";
      params: {};
      text: string;
    }
  | {
      code: "export-camera-table";
      params: {};
      text: string;
    }
  | {
      code: "export-effort";
      params: {};
      text: string;
    }
  | {
      code: "export-detection-history";
      params: {};
      text: string;
    }
  | {
      code: "export-occasion-effort";
      params: {};
      text: string;
    }
  | {
      code: "export-species-accumulation";
      params: {};
      text: string;
    }
  | {
      code: "export-activity";
      params: {};
      text: string;
    }
  | {
      code: "export-tallies";
      params: {};
      text: string;
    }
  | {
      code: "export-tallies-json";
      params: {};
      text: string;
    }
  | {
      code: "export-corrected-counts";
      params: {};
      text: string;
    }
  | {
      code: "refusal-what";
      params: {
        bundle: string;
        why: Saying;
        what: Saying;
      };
      text: string;
    }
  | {
      code: "refusal-hint";
      params: {
        bundle: string;
        why: Saying;
        hint: Saying;
      };
      text: string;
    }
  | {
      code: "refusal";
      params: {
        bundle: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-use-model";
      params: {
        model: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-shadow";
      params: {
        model: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-teach";
      params: {
        visit: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-back-up-to";
      params: {
        folder: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-back-up";
      params: {
        what: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-probe";
      params: {
        address: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-still";
      params: {
        camera: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-find-stream";
      params: {
        address: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-address";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-reach";
      params: {
        host: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-save";
      params: {
        camera: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-log-in";
      params: {
        camera: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-add-camera";
      params: {
        folder: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-change";
      params: {
        what: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "at-test";
      params: {
        camera: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "cannot-teach";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "cannot-decide";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "took-too-long";
      params: {
        what: string;
        seconds: number;
      };
      text: string;
    }
  | {
      code: "took-longer";
      params: {
        seconds: number;
      };
      text: string;
    }
  | {
      code: "audit-refused";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "audit-failed";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "higher-version-than";
      params: {
        version: number;
      };
      text: string;
    }
  | {
      code: "higher-version";
      params: {};
      text: string;
    }
  | {
      code: "slow-look";
      params: {
        ms: number;
        most: number;
      };
      text: string;
    }
  | {
      code: "bytes-of";
      params: {
        bytes: string;
        most: string;
      };
      text: string;
    }
  | {
      code: "bytes-to-spare";
      params: {
        bytes: string;
        spare: string;
      };
      text: string;
    }
  | {
      code: "make-room";
      params: {};
      text: string;
    }
  | {
      code: "sign-it";
      params: {};
      text: string;
    }
  | {
      code: "send-again";
      params: {};
      text: string;
    }
  | {
      code: "address-wide";
      params: {
        wide: string;
        narrow: string;
      };
      text: string;
    }
  | {
      code: "address-none";
      params: {};
      text: string;
    }
  | {
      code: "address-scheme";
      params: {
        scheme: string;
      };
      text: string;
    }
  | {
      code: "address-no-host";
      params: {};
      text: string;
    }
  | {
      code: "address-unsafe";
      params: {};
      text: string;
    }
  | {
      code: "address-no-port";
      params: {};
      text: string;
    }
  | {
      code: "address-host-will-do";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "address-no-picture";
      params: {};
      text: string;
    }
  | {
      code: "address-unknown-name";
      params: {
        why: string;
      };
      text: string;
    }
  | {
      code: "address-unknown";
      params: {};
      text: string;
    }
  | {
      code: "address-forbidden";
      params: {
        address: string;
      };
      text: string;
    }
  | {
      code: "trial-forgotten";
      params: {};
      text: string;
    }
  | {
      code: "log-in-elsewhere";
      params: {};
      text: string;
    }
  | {
      code: "log-in-by-environment";
      params: {
        name: string;
      };
      text: string;
    }
  | {
      code: "camera-file-gone";
      params: {};
      text: string;
    }
  | {
      code: "camera-file-other";
      params: {};
      text: string;
    }
  | {
      code: "id-taken";
      params: {
        id: string;
      };
      text: string;
    }
  | {
      code: "gave-no-still";
      params: {};
      text: string;
    }
  | {
      code: "nothing-looks-now";
      params: {};
      text: string;
    }
  | {
      code: "visit-changed";
      params: {
        now: number;
        yours: number;
      };
      text: string;
    }
  | {
      code: "checklist-changed";
      params: {};
      text: string;
    }
  | {
      code: "no-bundle-staged";
      params: {
        bundle: string;
      };
      text: string;
    }
  | {
      code: "no-shadow";
      params: {
        bundle: string;
      };
      text: string;
    }
  | {
      code: "no-camera-or-trial";
      params: {
        id: string;
      };
      text: string;
    }
  | {
      code: "no-visit";
      params: {
        id: string;
      };
      text: string;
    }
  | {
      code: "too-many-requests";
      params: {
        most: number;
        seconds: number;
      };
      text: string;
    }
  | {
      code: "people-in-picture";
      params: {};
      text: string;
    }
  | {
      code: "database-not-open";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "tide-unread";
      params: {
        what: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "file-unread";
      params: {
        code: string;
        hint: Saying;
      };
      text: string;
    }
  | {
      code: "file-see";
      params: {};
      text: string;
    }
  | {
      code: "tide-key";
      params: {};
      text: string;
    }
  | {
      code: "tide-flat";
      params: {};
      text: string;
    }
  | {
      code: "push-to";
      params: {
        address: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "post-to";
      params: {
        address: string;
        why: Saying;
      };
      text: string;
    }
  | {
      code: "no-answer";
      params: {
        why: string;
      };
      text: string;
    }
  | {
      code: "answered-status";
      params: {
        status: number;
      };
      text: string;
    }
  | {
      code: "answered-words";
      params: {
        status: number;
        words: string;
      };
      text: string;
    }
  | {
      code: "broke-again";
      params: {};
      text: string;
    }
  | {
      code: "unacknowledged-again";
      params: {};
      text: string;
    }
  | {
      code: "words-again";
      params: {
        why: string;
      };
      text: string;
    }
  | {
      code: "has-its-files";
      params: {};
      text: string;
    }
  | {
      code: "words";
      params: {
        words: string;
      };
      text: string;
    }
  | {
      code: "several";
      params: {
        all: Saying[];
      };
      text: string;
    }
  | {
      code: "n-times";
      params: {
        why: Saying;
        times: number;
      };
      text: string;
    }
  | {
      code: "it-does";
      params: {
        why: Saying;
      };
      text: string;
    }
  | {
      code: "about";
      params: {
        what: string;
        why: Saying;
      };
      text: string;
    };
/**
 * Why a person should look: detector and classifier disagree on the kind; a model is sure of another name than what the box was taught; the taxon is not on the site's checklist, or not in this month; it is protected at level I; no visit of the species was counted at the site before
 */
export type ReviewReason =
  "kind-conflict" | "taught-conflict" | "off-list" | "out-of-season" | "protected-1" | "first-record";
export type Event =
  | {
      type: "visit.new" | "visit.update" | "visit.end" | "visit.withdrawn";
      at: string;
      visit: ToldVisit;
    }
  | {
      type: "alert.new" | "alert.update";
      at: string;
      alert: Alert;
    }
  | {
      type: "camera.state";
      camera: CameraState;
    };

export interface Api {
  "GET /api/v1/health": {
    params: {};
    query: {};
    reply: Health;
  };
  "GET /api/v1/cameras": {
    params: {};
    query: {};
    reply: {
      data: Camera[];
    };
  };
  "POST /api/v1/cameras": {
    params: {};
    query: {};
    body: NewCamera;
    reply: CameraSettings;
  };
  "GET /api/v1/cameras/{id}": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    reply: Camera;
  };
  "GET /api/v1/cameras/{id}/picture": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {
      /**
       * Most pixels across; no picture is wider than what is analysed
       */
      width?: "320" | "640" | "1280";
      /**
       * Anything: pages ask anew only for an address that is another one
       */
      turn?: string;
    };
    reply: string;
  };
  "GET /api/v1/live": {
    params: {};
    query: {};
    reply: string;
  };
  "GET /api/v1/setup": {
    params: {};
    query: {};
    reply: {
      needed: boolean;
      regions: {
        name: string;
        taxa?: number;
      }[];
    };
  };
  "POST /api/v1/setup": {
    params: {};
    query: {};
    body: SiteAnswers;
    reply: {
      needed: false;
    };
  };
  "GET /api/v1/cameras/{id}/settings": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    reply: CameraSettings;
  };
  "POST /api/v1/cameras/{id}/settings": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    body: CameraChanges;
    reply: CameraSettings;
  };
  "POST /api/v1/cameras/{id}/removals": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    body: {};
    reply: {
      aside: string;
    };
  };
  "POST /api/v1/cameras/{id}/checks": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    body: {};
    reply: CameraLook;
  };
  "POST /api/v1/cameras/{id}/stills": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    body: {};
    reply: {
      still: string;
    };
  };
  "GET /api/v1/camera-stills/{still}": {
    params: {
      /**
       * Id of the still
       */
      still: string;
    };
    query: {};
    reply: string;
  };
  "POST /api/v1/cameras/{id}/tests": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {};
    body: {
      seconds?: number;
      /**
       * @maxItems 50
       */
      zones: NamedPolygon[];
      /**
       * @maxItems 50
       */
      masks: NamedPolygon[];
    };
    reply: CameraTested;
  };
  "POST /api/v1/camera-searches": {
    params: {};
    query: {};
    body: {
      seconds?: number;
    };
    reply: {
      data: {
        host: string;
        name: string;
        hardware: string;
      }[];
      junk: boolean;
      interfaces: string[];
    };
  };
  "POST /api/v1/camera-trials": {
    params: {};
    query: {};
    body: CameraAddress;
    reply: CameraAddressTried;
  };
  "GET /api/v1/alerts/channels": {
    params: {};
    query: {};
    reply: {
      data: Channel[];
    };
  };
  "GET /api/v1/checklist/settings": {
    params: {};
    query: {};
    reply: ChecklistSettings;
  };
  "POST /api/v1/checklist/settings": {
    params: {};
    query: {};
    body: ChecklistChange;
    reply: ChecklistSettings;
  };
  "POST /api/v1/checklist/previews": {
    params: {};
    query: {
      /**
       * What it is called in messages
       */
      name?: string;
    };
    reply: UnderstoodList;
  };
  "GET /api/v1/visits": {
    params: {};
    query: {
      /**
       * Only visits at the camera of this id
       */
      camera?: string;
      /**
       * Only visits of the taxon of this id, of any rank, and of all within it
       */
      taxon?: string;
      /**
       * true: only domestic animals; false: only others; both when left out
       */
      domestic?: "true" | "false";
      /**
       * Only visits that start at this time or later: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Only visits that start before this time: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * counted or set-aside; both when left out
       */
      status?: "counted" | "set-aside";
      /**
       * true: only visits that a person should look at, for any reason; or for one: kind-conflict, taught-conflict, off-list, out-of-season, protected-1, first-record
       */
      review?: "true" | ReviewReason;
      /**
       * true: only ended visits, false: only those that may still grow
       */
      closed?: "true" | "false";
      /**
       * true: only visits that count, as a reviewer decided or else as the machine did; false: only the others, also those of which nobody knows when they were
       */
      counts?: "true" | "false";
      /**
       * doubtful: only visits of a time when the box's clock was not right, which no tally, record or export holds
       */
      clock?: "doubtful";
      /**
       * What people made of it: none: nobody decided; or awaiting, confirmed, corrected, rejected, uncertain
       */
      outcome?: "none" | "awaiting" | "confirmed" | "corrected" | "rejected" | "uncertain";
      /**
       * Only visits of which a track was named again (`roost rederive --model`): any: at all; otherwise: with another name than when it was seen
       */
      again?: "any" | "otherwise";
      /**
       * Only what is nationally protected: 1: at China's level 一级, 2: at 二级, any: at either
       */
      protection?: "1" | "2" | "any";
      /**
       * Only visits whose machine's name is as likely as this or more
       */
      minScore?: number;
      /**
       * Only visits whose machine's name is less likely than this
       */
      belowScore?: number;
      /**
       * Only visits that start in this hour of the day on the site's clock, from 0 to 23
       */
      hour?: number;
      /**
       * How many, from 1 to 500
       */
      limit?: number;
      /**
       * Where to go on: `next` of the page before
       */
      cursor?: string;
    };
    reply: {
      data: Visit[];
      /**
       * Give it as `cursor` for the next page; absent on the last
       */
      next?: string;
    };
  };
  "GET /api/v1/visits/{id}": {
    params: {
      /**
       * Id of the visit
       */
      id: string;
    };
    query: {
      /**
       * true: give the path of each track, or false
       */
      path?: "true" | "false";
    };
    reply: VisitDetail;
  };
  "GET /api/v1/alerts": {
    params: {};
    query: {
      /**
       * unconfirmed, confirmed or withdrawn; all when left out
       */
      state?: "unconfirmed" | "confirmed" | "withdrawn";
      /**
       * first-for-site, first-of-year or protected; all when left out
       */
      reason?: "first-for-site" | "first-of-year" | "protected";
      /**
       * Only alerts of the species of this id
       */
      taxon?: string;
      /**
       * Only alerts of visits that start at this time or later: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Only alerts of visits that start before this time: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * How many, from 1 to 500
       */
      limit?: number;
      /**
       * Where to go on: `next` of the page before
       */
      cursor?: string;
    };
    reply: {
      data: Alert[];
      /**
       * Give it as `cursor` for the next page; absent on the last
       */
      next?: string;
    };
  };
  "GET /api/v1/alerts/{id}": {
    params: {
      /**
       * Id of the alert
       */
      id: string;
    };
    query: {};
    reply: AlertDetail;
  };
  "GET /api/v1/faults": {
    params: {};
    query: {
      /**
       * true: only those that go on; all when left out
       */
      open?: "true" | "false";
      /**
       * Only those that began at this time or later: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Only those that began before this time: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * How many, from 1 to 500
       */
      limit?: number;
    };
    reply: {
      data: FaultDetail[];
    };
  };
  "GET /api/v1/review/queues": {
    params: {};
    query: {
      /**
       * Visits that start at this time or later; half a year before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * The random sample: part of all visits, above 0 and at most 1; the site's when left out
       */
      share?: number;
      /**
       * The random sample: another seed takes other visits; the site's when left out
       */
      seed?: string;
    };
    reply: {
      data: {
        queue: "first-record" | "protected" | "off-list" | "low-score" | "random" | "species";
        waiting: number;
        all: number;
      }[];
      /**
       * Of the random sample: how often the machine was wrong, with Wilson's 95 % interval
       */
      errors: {
        decided: number;
        wrong: number;
        rate: number | null;
        low: number | null;
        high: number | null;
      };
    };
  };
  "GET /api/v1/review/queues/{queue}": {
    params: {
      /**
       * One of first-record, protected, off-list, low-score, random, species
       */
      queue: "first-record" | "protected" | "off-list" | "low-score" | "random" | "species";
    };
    query: {
      /**
       * Visits that start at this time or later; half a year before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * The random sample: part of all visits, above 0 and at most 1; the site's when left out
       */
      share?: number;
      /**
       * The random sample: another seed takes other visits; the site's when left out
       */
      seed?: string;
      /**
       * For the queue species: id of the taxon, of any rank
       */
      taxon?: string;
      /**
       * true: those too that nobody needs to look at any more, or false
       */
      decided?: "true" | "false";
      /**
       * How many, from 1 to 500
       */
      limit?: number;
      /**
       * Where to go on: `next` of the page before
       */
      cursor?: string;
    };
    reply: {
      data: Visit[];
      /**
       * Give it as `cursor` for the next page; absent on the last
       */
      next?: string;
    };
  };
  "GET /api/v1/tallies": {
    params: {};
    query: {
      /**
       * What to split by: any of taxon, camera, zone, hour (of the day), with commas between
       */
      by?: string;
      /**
       * hour, day, week, month, half-year or year, of the site's calendar; weeks begin on Monday
       */
      period?: "hour" | "day" | "week" | "month" | "half-year" | "year";
      /**
       * best: reviewed where somebody decided, else as the machine says; machine; or reviewed
       */
      basis?: "best" | "machine" | "reviewed";
      /**
       * species, genus, family, order or class: sum taxa up to it; wider names stay by themselves
       */
      rank?: "species" | "genus" | "family" | "order" | "class";
      /**
       * apart: domestic animals have rows of their own where taxa are split, and are in no sum over taxa; only: nothing else; without: not at all; with: they count like wild ones
       */
      domestic?: "apart" | "only" | "without" | "with";
      /**
       * Only visits that start at this time or later; 30 days before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Only visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * Only the camera of this id
       */
      camera?: string;
      /**
       * Only the taxon of this id, of any rank, and all within it
       */
      taxon?: string;
    };
    reply: Tallies;
  };
  "GET /api/v1/tallies/corrected": {
    params: {};
    query: {
      /**
       * Visits that start at this time or later; half a year before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * Only visits at the camera of this id
       */
      camera?: string;
      /**
       * species, genus, family, order or class: sum taxa up to it; wider names stay by themselves
       */
      rank?: "species" | "genus" | "family" | "order" | "class";
      /**
       * The random sample: part of all visits, above 0 and at most 1; the site's when left out
       */
      share?: number;
      /**
       * The random sample: another seed takes other visits; the site's when left out
       */
      seed?: string;
    };
    reply: {
      from: string;
      to: string;
      sample: {
        share: number;
        seed: string;
        /**
         * Closed visits that the machine counts
         */
        visits: number;
        /**
         * Of these, in the random sample
         */
        sampled: number;
        /**
         * Of these, decided on
         */
        decided: number;
      };
      data: CorrectedCount[];
    };
  };
  "GET /api/v1/presence": {
    params: {};
    query: {
      /**
       * Ten minutes that start at this time or later; 7 days before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Ten minutes that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * Only the camera of this id
       */
      camera?: string;
      /**
       * Only the taxon of this id, of any rank, and all within it, e.g. aves; all wild animals when left out
       */
      taxon?: string;
      /**
       * best: reviewed where somebody decided, else as the machine says; machine; or reviewed
       */
      basis?: "best" | "machine" | "reviewed";
      /**
       * apart or without: domestic animals are not counted, unless one is asked for by its own id; only: nothing else; with: they count like wild ones
       */
      domestic?: "apart" | "only" | "without" | "with";
    };
    reply: {
      from: string;
      to: string;
      data: {
        startAt: string;
        /**
         * The most seen at once by each camera, in each of its zones and of each taxon, added up; null where nobody looked and nothing was seen
         */
        individuals: number | null;
        /**
         * How long animals were there: of each visit the seconds, times the most of them at once in these ten minutes
         */
        animalSeconds: number;
        /**
         * How long cameras could see, that of several added
         */
        lookedSeconds: number;
        /**
         * Of the tide in the middle of the ten minutes, m; left out where it is not known
         */
        height?: number;
        /**
         * The high water nearest to the middle; left out where the time is not between two known ones
         */
        highWaterAt?: string;
      }[];
      /**
       * Left out where `site.tide` is not configured, or cannot be read
       */
      tide?: {
        highWaters: {
          at: string;
          /**
           * Metres
           */
          height: number;
          /**
           * The most in any of the ten minutes that are nearest to this high water; null where nobody looked and nothing was seen
           */
          individuals: number | null;
          /**
           * Start of the first ten minutes with so many
           */
          peakAt?: string;
          lookedHours: number;
        }[];
        /**
         * Ten minutes whose middle is so many hours or less from a high water
         */
        near: {
          hours: number;
          animalHours: number;
          lookedHours: number;
          /**
           * Of the animal hours of all ten minutes that have a high water; null where there are none
           */
          shareOfAnimals: number | null;
          /**
           * Of the hours in which cameras could see, in the same ten minutes: were animals there whatever the tide, both shares would be alike
           */
          shareOfLooked: number | null;
          /**
           * Animals in the view of one camera on average: animal hours / hours looked
           */
          mean: number | null;
          /**
           * The same farther from high water
           */
          meanElsewhere: number | null;
        };
        /**
         * The same by half hours from high water, below 0 before it
         */
        steps: {
          fromHours: number;
          animalHours: number;
          lookedHours: number;
          mean: number | null;
        }[];
      };
      /**
       * Why the tide that is configured cannot be read
       */
      tideTrouble?: string;
      said?: Saying;
    };
  };
  "GET /api/v1/records": {
    params: {};
    query: {
      /**
       * Visits that start at this time or later; a year before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * Minutes between independent records, 0 to 100000; the site's when left out, which tallies follow. Above 0 the first of one second counts
       */
      interval?: number;
      /**
       * lastIndependentRecord or lastRecord: what the interval is counted from, as in camtrapR; the site's when left out
       */
      compare?: "lastIndependentRecord" | "lastRecord";
      /**
       * all-time: judge against whatever was recorded before, also before `from`, as tallies and the report do; range: as if nothing had been recorded before `from`, as camtrapR judges a table of the range alone
       */
      against?: "all-time" | "range";
      /**
       * station or camera: what is judged together
       */
      apart?: "station" | "camera";
      /**
       * machine, reviewed or best: whose word counts; best is the review where there is one and else the machine
       */
      basis?: "machine" | "reviewed" | "best";
      /**
       * Only visits at the camera of this id
       */
      camera?: string;
      /**
       * Only what counts as the taxon of this id, of any rank, or any within it
       */
      taxon?: string;
      /**
       * true: only domestic animals; false: only others; both when left out
       */
      domestic?: "true" | "false";
    };
    reply: {
      from: string;
      to: string;
      interval: number;
      compare: string;
      against: string;
      basis: string;
      data: Records[];
    };
  };
  "GET /api/v1/reports": {
    params: {};
    query: {};
    reply: {
      data: {
        name: string;
        from: string;
        to: string;
      }[];
    };
  };
  "GET /api/v1/reports/{half}": {
    params: {
      /**
       * A half-year, e.g. 2026H1
       */
      half: string;
    };
    query: {
      /**
       * Its language: zh or en
       */
      lang?: "zh" | "en";
      /**
       * html, docx or csv
       */
      format?: "html" | "docx" | "csv";
    };
    reply: string;
  };
  "GET /api/v1/checklist": {
    params: {};
    query: {};
    reply: {
      /**
       * Name and hash of its content, as verdicts cite it; `none` without a prior
       */
      id: string;
      data: {
        taxon: Taxon;
        /**
         * Months in which it is expected, 1 to 12; all year where left out
         */
        months?: number[];
      }[];
    };
  };
  "GET /api/v1/cameras/{id}/gaps": {
    params: {
      /**
       * Id of the camera
       */
      id: string;
    };
    query: {
      /**
       * Gaps from this time on; 30 days before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Gaps until this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
    };
    reply: {
      from: string;
      to: string;
      data: Gap[];
    };
  };
  "GET /api/v1/deployments": {
    params: {};
    query: {};
    reply: {
      data: {
        /**
         * Camera and first day as it was first told; it stays where the day is corrected
         */
        id: string;
        camera: string;
        /**
         * What people called the camera then
         */
        name?: string;
        station: string;
        startAt: string;
        /**
         * Absent while it goes on
         */
        endAt?: string;
        place: string;
        latitude: number;
        longitude: number;
        /**
         * Nobody told where it stands: the position is the site's
         */
        atSite?: true;
        heightMetres?: number;
        directionDegrees?: number;
        habitat: string;
      }[];
    };
  };
  "GET /api/v1/taught": {
    params: {};
    query: {};
    reply: {
      /**
       * Grows with each change of what is taught; 0 where nothing ever was
       */
      version: number;
      data: TaughtTaxon[];
    };
  };
  "GET /api/v1/taught/pictures": {
    params: {};
    query: {
      /**
       * Only those of exactly the taxon of this id
       */
      taxon?: string;
      /**
       * Only those of this visit
       */
      visit?: string;
      /**
       * Only those of this labelled set
       */
      set?: string;
    };
    reply: {
      data: TaughtPicture[];
    };
  };
  "GET /api/v1/taught/unlike": {
    params: {};
    query: {};
    reply: {
      data: {
        picture: TaughtPicture;
        /**
         * How alike it is to the others of its taxon
         */
        own: number;
        /**
         * What it is more like
         */
        other: {
          /**
           * Never changes
           */
          id: string;
          /**
           * Absent only where the id is of another taxonomy
           */
          rank?: "class" | "order" | "family" | "genus" | "species";
          scientific: string;
          chinese?: string;
          english?: string;
          /**
           * China's national protection level (2021 list): 1 is 一级, 2 is 二级
           */
          protection?: 1 | 2;
          /**
           * A domestic animal: never protected, never new, told of apart from wild ones
           */
          domestic?: true;
        };
        /**
         * How alike it is to that
         */
        alike: number;
      }[];
    };
  };
  "GET /api/v1/taxa": {
    params: {};
    query: {
      /**
       * A part of an id, a scientific, Chinese or English name
       */
      q: string;
      /**
       * How many, from 1 to 100
       */
      limit?: number;
    };
    reply: {
      data: TaxonDetail[];
    };
  };
  "GET /api/v1/taxa/{id}": {
    params: {
      /**
       * Id of the taxon
       */
      id: string;
    };
    query: {};
    reply: TaxonDetail;
  };
  "GET /api/v1/feed": {
    params: {};
    query: {
      /**
       * Entries after this cursor, a whole number; from the oldest that is kept when left out
       */
      after?: number;
      /**
       * How many, from 1 to 1000
       */
      limit?: number;
    };
    reply: {
      data: FeedEntry[];
      /**
       * Give it as `after` the next time, also where `data` is empty
       */
      next: number;
      /**
       * Cursor of the newest entry
       */
      newest: number;
      /**
       * How long entries are kept
       */
      retentionDays: number;
    };
  };
  "POST /api/v1/visits/{id}/reviews": {
    params: {
      /**
       * Id of the visit
       */
      id: string;
    };
    query: {};
    body: ReviewRequest;
    reply: VisitDetail;
  };
  "POST /api/v1/visits/{id}/taught": {
    params: {
      /**
       * Id of the visit
       */
      id: string;
    };
    query: {};
    body: {};
    reply: {
      taxon?: Taxon;
      data: TaughtPicture[];
      leftOut: {
        file: string;
        reason: string;
        said?: Saying;
      }[];
    };
  };
  "GET /api/v1/visits/{id}/taught": {
    params: {
      /**
       * Id of the visit
       */
      id: string;
    };
    query: {};
    reply: TaughtWhy;
  };
  "POST /api/v1/taught/forgotten": {
    params: {};
    query: {};
    body: {
      /**
       * Id of a picture
       */
      picture?: string;
      /**
       * Id of a visit: all that it taught
       */
      visit?: string;
      /**
       * Name of a labelled set: all that it taught
       */
      set?: string;
      /**
       * Id of a taxon: all that was taught of it
       */
      taxon?: string;
    };
    reply: {
      data: TaughtPicture[];
    };
  };
  "POST /api/v1/deployments/{id}/corrections": {
    params: {
      /**
       * Id of the deployment
       */
      id: string;
    };
    query: {};
    body: DeploymentCorrection;
    reply: {
      data: {
        /**
         * Camera and first day as it was first told; it stays where the day is corrected
         */
        id: string;
        camera: string;
        /**
         * What people called the camera then
         */
        name?: string;
        station: string;
        startAt: string;
        /**
         * Absent while it goes on
         */
        endAt?: string;
        place: string;
        latitude: number;
        longitude: number;
        /**
         * Nobody told where it stands: the position is the site's
         */
        atSite?: true;
        heightMetres?: number;
        directionDegrees?: number;
        habitat: string;
      }[];
      judgedAnew: boolean;
    };
  };
  "POST /api/v1/alerts/channels/{name}/test": {
    params: {
      /**
       * Name of the channel, as in roost.yaml
       */
      name: string;
    };
    query: {};
    body: {};
    reply: ChannelTest;
  };
  "GET /api/v1/backups": {
    params: {};
    query: {};
    reply: Backups;
  };
  "POST /api/v1/backups": {
    params: {};
    query: {};
    body: NewBackup;
    reply: Backups;
  };
  "GET /api/v1/models": {
    params: {};
    query: {};
    reply: Models;
  };
  "POST /api/v1/models/uploads": {
    params: {};
    query: {};
    body: NewUpload;
    reply: Upload;
  };
  "POST /api/v1/models/uploads/{upload}/pieces": {
    params: {
      /**
       * SHA-256 of the whole
       */
      upload: string;
    };
    query: {
      /**
       * Where the piece begins: as many bytes are here
       */
      offset: string;
      /**
       * SHA-256 of the piece
       */
      sha256: string;
    };
    reply: Upload;
  };
  "POST /api/v1/models/staged": {
    params: {};
    query: {};
    body: NewBundle;
    reply: Bundle;
  };
  "GET /api/v1/models/lines": {
    params: {};
    query: {};
    reply: {
      data: ModelLine[];
    };
  };
  "POST /api/v1/models/promotions": {
    params: {};
    query: {};
    body: NewPromotion;
    reply: ModelLine;
  };
  "POST /api/v1/models/rollbacks": {
    params: {};
    query: {};
    body: NewRollback;
    reply: ModelLine;
  };
  "GET /api/v1/models/shadows": {
    params: {};
    query: {};
    reply: {
      data: Shadow[];
    };
  };
  "POST /api/v1/models/shadows": {
    params: {};
    query: {};
    body: NewShadow;
    reply: Shadow;
  };
  "GET /api/v1/models/shadows/{bundle}": {
    params: {
      /**
       * Name of a bundle that lies staged: id and version
       */
      bundle: string;
    };
    query: {};
    reply: ShadowReport;
  };
  "GET /api/v1/models/shadows/{bundle}/pictures/{picture}": {
    params: {
      /**
       * Name of a bundle that lies staged: id and version
       */
      bundle: string;
      /**
       * Id of the picture, as the report has it
       */
      picture: string;
    };
    query: {};
    reply: string;
  };
  "POST /api/v1/models/shadows/{bundle}/ends": {
    params: {
      /**
       * Name of a bundle that lies staged: id and version
       */
      bundle: string;
    };
    query: {};
    body: ShadowEnd;
    reply: Shadow;
  };
  "GET /api/v1/media/{id}": {
    params: {
      /**
       * Id of the crop or clip
       */
      id: string;
    };
    query: {
      /**
       * Of a signed address: until when it is good, Unix time in seconds
       */
      until?: string;
      /**
       * Of a signed address: who gave it away
       */
      by?: string;
      /**
       * Of a signed address, which needs no token
       */
      signature?: string;
    };
    reply: string;
  };
  "POST /api/v1/media/{id}/links": {
    params: {
      /**
       * Id of the crop or clip
       */
      id: string;
    };
    query: {};
    body: MediaLinkWanted;
    reply: MediaLink;
  };
  "GET /api/v1/exports": {
    params: {};
    query: {};
    reply: {
      data: {
        name: string;
        summary: string;
        said?: Saying;
        mediaType: string;
        url: string;
      }[];
    };
  };
  "GET /api/v1/exports/{format}": {
    params: {
      /**
       * A format of /api/v1/exports
       */
      format: string;
    };
    query: {
      /**
       * Visits that start at this time or later; a year before `to` when left out: a time such as 2026-05-01T06:00:00Z
       */
      from?: string;
      /**
       * Visits that start before this time; now when left out: a time such as 2026-05-01T06:00:00Z
       */
      to?: string;
      /**
       * Minutes between independent records, 0 to 100000; the site's when left out, which tallies follow. Above 0 the first of one second counts
       */
      interval?: number;
      /**
       * lastIndependentRecord or lastRecord: what the interval is counted from, as in camtrapR; the site's when left out
       */
      compare?: "lastIndependentRecord" | "lastRecord";
      /**
       * all-time: judge against whatever was recorded before, also before `from`, as tallies and the report do; range: as if nothing had been recorded before `from`, as camtrapR judges a table of the range alone
       */
      against?: "all-time" | "range";
      /**
       * station or camera: what is judged together
       */
      apart?: "station" | "camera";
      /**
       * machine, reviewed or best: whose word counts; best is the review where there is one and else the machine
       */
      basis?: "machine" | "reviewed" | "best";
      /**
       * true: mark the file as UTF-8 for spreadsheets, or false
       */
      bom?: "true" | "false";
      /**
       * true: put pictures and clips in, where the format can hold them, or false
       */
      media?: "true" | "false";
      /**
       * Days of one sampling occasion, for detection histories and accumulation; 7 when left out
       */
      occasion?: number;
      /**
       * true: in files made for spreadsheets (tallies) lead text that one would take for a formula by an apostrophe; false: leave it. Other formats hold every text as it is
       */
      guard?: "true" | "false";
      /**
       * true: tell where protected species were recorded as it is known; false: to 0.1 degree
       */
      precise?: "true" | "false";
    };
    reply: string;
  };
  "GET /api/v1/events": {
    params: {};
    query: {
      /**
       * Send events after this cursor, a whole number; only new ones when left out
       */
      after?: number;
    };
    reply: string;
  };
  "GET /api/v1/feed/stream": {
    params: {};
    query: {
      /**
       * Entries after this cursor, a whole number; from the oldest that is kept when left out
       */
      after?: number;
    };
    reply: string;
  };
  "GET /api/v1/feed/schemas/{type}": {
    params: {
      /**
       * One of visit.new, visit.update, visit.end, visit.withdrawn, alert.new, alert.update, fault.begin, fault.update, fault.end, review.new, camera.state, effort.minute, deployment.change, checklist.change
       */
      type:
        | "visit.new"
        | "visit.update"
        | "visit.end"
        | "visit.withdrawn"
        | "alert.new"
        | "alert.update"
        | "fault.begin"
        | "fault.update"
        | "fault.end"
        | "review.new"
        | "camera.state"
        | "effort.minute"
        | "deployment.change"
        | "checklist.change";
    };
    query: {
      /**
       * Of the entries: 2, or 1 for visits that were told with the list of their tracks
       */
      version?: number;
    };
    reply: {
      [k: string]: unknown | undefined;
    };
  };
  "GET /api/v1/push/schemas/{payload}": {
    params: {
      /**
       * One of visit.new, visit.update, visit.end, visit.withdrawn, alert.new, alert.update, fault.begin, fault.update, fault.end, review.new, camera.state, effort.minute, deployment.change, checklist.change, status, camera, visit, gap, too-large, home-assistant, frigate, batch
       */
      payload:
        | "visit.new"
        | "visit.update"
        | "visit.end"
        | "visit.withdrawn"
        | "alert.new"
        | "alert.update"
        | "fault.begin"
        | "fault.update"
        | "fault.end"
        | "review.new"
        | "camera.state"
        | "effort.minute"
        | "deployment.change"
        | "checklist.change"
        | "status"
        | "camera"
        | "visit"
        | "gap"
        | "too-large"
        | "home-assistant"
        | "frigate"
        | "batch";
    };
    query: {};
    reply: {
      [k: string]: unknown | undefined;
    };
  };
  "GET /api/v1/openapi.json": {
    params: {};
    query: {};
    reply: {
      openapi: string;
      [k: string]: unknown | undefined;
    };
  };
  "GET /api/v1/session": {
    params: {};
    query: {};
    reply: Session;
  };
  "POST /api/v1/session": {
    params: {};
    query: {};
    body: {
      /**
       * A token of the box
       */
      token: string;
    };
    reply: Session;
  };
  "POST /api/v1/session/end": {
    params: {};
    query: {};
    body: {};
    reply: Session;
  };
  "GET /api/v1/tokens": {
    params: {};
    query: {};
    reply: {
      data: Token[];
    };
  };
  "POST /api/v1/tokens": {
    params: {};
    query: {};
    body: NewToken;
    reply: MadeToken;
  };
  "POST /api/v1/tokens/{id}/revocations": {
    params: {
      /**
       * Id of the token
       */
      id: string;
    };
    query: {};
    body: {};
    reply: Token;
  };
  "GET /api/v1/audit": {
    params: {};
    query: {
      /**
       * Only entries before this one, a whole number
       */
      before?: number;
      /**
       * How many, from 1 to 500
       */
      limit?: number;
    };
    reply: {
      data: AuditEntry[];
      /**
       * Give it as `before` for the next page; absent on the last
       */
      next?: number;
    };
  };
  "GET /metrics": {
    params: {};
    query: {};
    reply: string;
  };
  "data of live events": Event;
  "asking of the live view": LiveAsk;
  "answers of the live view": LiveTracks | LiveProblem;
}
export interface Health {
  status: "ok" | "degraded";
  version: string;
  site: {
    name: string;
    timeZone: string;
  };
  now: string;
  startedAt: string;
  uptimeSeconds: number;
  store: {
    ok: boolean;
    bytes?: number;
    message?: string;
    said?: Saying;
  };
  inference: {
    id: string;
    state: "starting" | "ready" | "down";
    model?: string;
    restarts: number;
    message?: string;
    said?: Saying;
  }[];
  /**
   * The threads that watch cameras, and why each last ended
   */
  watchers: {
    cameras: string[];
    state: "running" | "down";
    restarts: number;
    message?: string;
    said?: Saying;
  }[];
  /**
   * Cameras that are switched on and at which nobody looked for 10 s or longer
   */
  unlooked: string[];
  /**
   * The longest time of the last five minutes in which the box could neither answer nor store, and when it ended
   */
  heldUp?: {
    at: string;
    seconds: number;
  };
  /**
   * Room for pictures and clips on the disk; absent in the first seconds, and where the disk does not answer
   */
  room?: {
    /**
     * Free on the disk of the data folder, bytes
     */
    freeBytes: number;
    /**
     * Stay free, bytes
     */
    floorBytes: number;
    /**
     * Taken by pictures and clips, bytes
     */
    keptBytes: number;
    /**
     * May be taken by them, bytes
     */
    budgetBytes: number;
    /**
     * Written of them a day, at the rate of the last day, bytes
     */
    bytesPerDay?: number;
    /**
     * Until the room is used up at this rate; from then on what is worth least goes
     */
    daysLeft?: number;
    /**
     * Files that went in the last day to make room
     */
    wentFiles: number;
    /**
     * Taken by those, bytes
     */
    wentBytes: number;
  };
  /**
   * What the box runs. Without a model that classifies a kind, no visit of it is named deeper; one that embeds only helps what is taught
   */
  models: {
    id: string;
    task: "detect" | "classify" | "embed";
    kinds: ("bird" | "mammal" | "person" | "vehicle")[];
    /**
     * Of a detector: the cameras that it looks at
     */
    cameras?: string[];
    /**
     * True of the second detector, which looks at the sweeps of all cameras in spare time
     */
    sweeps?: boolean;
  }[];
  /**
   * Kinds of animals of which no species is named, why, and how to change it
   */
  unnamed: {
    kind: "bird" | "mammal";
    message: string;
  }[];
  /**
   * When the last whole backup was made, and whether with pictures and clips; none is known of without it
   */
  backup?: {
    at: string;
    media: boolean;
  };
  /**
   * How each receiver of the pushed feed stands; an outage of one is no fault of the box
   */
  pushed: {
    receiver: string;
    /**
     * Where it is
     */
    to: string;
    state: "connecting" | "connected" | "waiting";
    /**
     * Cursor of the last entry that it has
     */
    acknowledged?: number;
    acknowledgedAt?: string;
    /**
     * Entries that are on their way or wait
     */
    behind: number;
    /**
     * Why the last try failed; absent once it goes on
     */
    problem?: string;
    said?: Saying;
  }[];
  /**
   * What else is not as it should be, and what to do: clock, database, disk
   */
  troubles: string[];
  /**
   * The sentences beside it, one for one, each with a code
   */
  troublesSaid: Saying[];
  /**
   * Cameras that are watching, and all others
   */
  cameras: {
    up: number;
    down: number;
  };
}
export interface Camera {
  state: "starting" | "watching" | "frozen" | "down" | "stopped";
  since: string;
  /**
   * Why it gives no frames, none yet (key-frame), too few (slow), no clips beside them (no-clips), or none that is looked at, and what to try
   */
  cause?: {
    code:
      | "refused"
      | "no-route"
      | "unauthorized"
      | "digest"
      | "not-found"
      | "no-codec"
      | "stalled"
      | "key-frame"
      | "frozen"
      | "garbage"
      | "slow"
      | "no-clips"
      | "ended"
      | "no-ffmpeg"
      | "ffmpeg-hung"
      | "no-inference"
      | "watcher-hung"
      | "watcher-ended"
      | "fault"
      | "unknown";
    message: string;
    said?: Saying;
  };
  /**
   * Since the watcher started
   */
  figures: {
    frames: number;
    /**
     * Frames that came while an earlier one was still being looked at
     */
    dropped: number;
    fps: number;
    restarts: number;
    lastFrameAt?: string;
    /**
     * Detector crops looked at, by reason
     */
    looks: {
      motion: number;
      track: number;
      sweep: number;
    };
  };
  id: string;
  name: string;
  place?: string;
  habitat?: string;
  /**
   * Host of its address
   */
  host?: string;
}
export interface NewCamera {
  /**
   * Of /api/v1/camera-trials, at most ten minutes ago
   */
  trial: string;
  /**
   * Stands in every record and is never changed; made from the name without it
   */
  id?: string;
  name?: string;
}
export interface CameraSettings {
  id: string;
  name: string;
  place: "" | string;
  habitat: "" | string;
  /**
   * Frames a second that are analysed
   */
  fps: number;
  /**
   * True where the camera lights the dark itself
   */
  infrared: boolean;
  flocks: boolean;
  /**
   * Seconds between looks at the whole picture
   */
  sweepSeconds: number;
  enabled: boolean;
  /**
   * Only what moves in one is looked at; without any, everywhere
   *
   * @maxItems 50
   */
  zones: NamedPolygon[];
  /**
   * What has its centre in one does not count
   *
   * @maxItems 50
   */
  masks: NamedPolygon[];
  station?: string;
  /**
   * Its address, never with user or password
   */
  url: string;
  analysisUrl?: string;
  transport: "tcp" | "udp" | "multicast" | "http";
  /**
   * True where the box knows a user for it
   */
  logIn: boolean;
  deployment: {
    /**
     * Its first day
     */
    start?: string;
    /**
     * Its last day; it goes on without one
     */
    end?: string;
    latitude?: number;
    longitude?: number;
    heightMetres?: number;
    /**
     * Clockwise from north
     */
    directionDegrees?: number;
  };
}
export interface NamedPolygon {
  name: string;
  /**
   * Corners [x, y] as fractions of the picture, [0, 0] top left, three or more
   *
   * @minItems 3
   * @maxItems 100
   */
  polygon: [number[], number[], number[], ...number[][]];
}
export interface SiteAnswers {
  name: string;
  latitude: number;
  longitude: number;
  /**
   * E.g. Asia/Shanghai
   */
  timeZone: string;
  /**
   * Name of a region's list of species, or world
   */
  region: string;
  /**
   * What the site lists itself; nothing without it
   *
   * @maxItems 5000
   */
  taxa?: {
    /**
     * Its id
     */
    taxon: string;
    /**
     * Months in which it is expected, 1 to 12; all year where left out
     */
    months?: number[];
  }[];
}
export interface CameraChanges {
  name?: string;
  place?: "" | string;
  habitat?: "" | string;
  /**
   * Frames a second that are analysed
   */
  fps?: number;
  /**
   * True where the camera lights the dark itself
   */
  infrared?: boolean;
  flocks?: boolean;
  /**
   * Seconds between looks at the whole picture
   */
  sweepSeconds?: number;
  enabled?: boolean;
  /**
   * Only what moves in one is looked at; without any, everywhere
   *
   * @maxItems 50
   */
  zones?: NamedPolygon[];
  /**
   * What has its centre in one does not count
   *
   * @maxItems 50
   */
  masks?: NamedPolygon[];
  /**
   * null: a station of its own
   */
  station?: string | null;
  /**
   * Of an address that was tried and takes the place of its own
   */
  trial?: string;
  /**
   * null takes one out
   */
  deployment?: {
    /**
     * Its first day
     */
    start?: string | null;
    /**
     * Its last day; it goes on without one
     */
    end?: string | null;
    latitude?: number | null;
    longitude?: number | null;
    heightMetres?: number | null;
    /**
     * Clockwise from north
     */
    directionDegrees?: number | null;
  };
}
export interface CameraLook {
  findings: {
    about: "video" | "key-frames" | "decoder" | "size" | "shape" | "still";
    verdict: "ok" | "warning" | "failure";
    found: string;
    said?: Saying;
    cause?:
      | "refused"
      | "no-route"
      | "unauthorized"
      | "digest"
      | "not-found"
      | "no-codec"
      | "stalled"
      | "key-frame"
      | "frozen"
      | "garbage"
      | "slow"
      | "no-clips"
      | "ended"
      | "no-ffmpeg"
      | "ffmpeg-hung"
      | "no-inference"
      | "watcher-hung"
      | "watcher-ended"
      | "fault"
      | "unknown";
  }[];
  /**
   * Id of a picture: /api/v1/camera-stills/{still}, for ten minutes
   */
  still?: string;
}
export interface CameraTested {
  moments: {
    /**
     * Milliseconds since the first picture
     */
    after: number;
    motion: {
      box: Box;
      /**
       * Why it is not looked at
       */
      left?: "mask" | "outside-zones";
    }[];
    looks: {
      box: Box;
      reason: "motion" | "track" | "sweep";
    }[];
    found: {
      kind: "bird" | "mammal" | "person" | "vehicle";
      score: number;
      box: Box;
      /**
       * Its centre lies in a mask: it does not count
       */
      masked: boolean;
    }[];
  }[];
  /**
   * Index of the moment that the still shows
   */
  shown?: number;
  /**
   * Id of a picture: /api/v1/camera-stills/{still}, for ten minutes
   */
  still?: string;
  /**
   * Why no picture came
   */
  cause?: {
    code:
      | "refused"
      | "no-route"
      | "unauthorized"
      | "digest"
      | "not-found"
      | "no-codec"
      | "stalled"
      | "key-frame"
      | "frozen"
      | "garbage"
      | "slow"
      | "no-clips"
      | "ended"
      | "no-ffmpeg"
      | "ffmpeg-hung"
      | "no-inference"
      | "watcher-hung"
      | "watcher-ended"
      | "fault"
      | "unknown";
    message: string;
    said?: Saying;
  };
}
/**
 * Top left corner and size as fractions of the frame, 0 to 1
 */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}
export interface CameraAddress {
  /**
   * A host, host:port, or a whole address (rtsp:// or http://) without a password
   */
  address: string;
  user?: string;
  password?: string;
  transport?: "tcp" | "udp" | "multicast" | "http";
}
export interface CameraAddressTried {
  findings: {
    about: "video" | "key-frames" | "decoder" | "size" | "shape" | "still";
    verdict: "ok" | "warning" | "failure";
    found: string;
    said?: Saying;
    cause?:
      | "refused"
      | "no-route"
      | "unauthorized"
      | "digest"
      | "not-found"
      | "no-codec"
      | "stalled"
      | "key-frame"
      | "frozen"
      | "garbage"
      | "slow"
      | "no-clips"
      | "ended"
      | "no-ffmpeg"
      | "ffmpeg-hung"
      | "no-inference"
      | "watcher-hung"
      | "watcher-ended"
      | "fault"
      | "unknown";
  }[];
  /**
   * Id of a picture: /api/v1/camera-stills/{still}, for ten minutes
   */
  still?: string;
  /**
   * By which the camera is added, for ten minutes
   */
  trial: string;
  url: string;
  analysisUrl?: string;
  /**
   * What was tried, and what the camera answered
   */
  steps: string[];
  /**
   * The sentences beside it, one for one, each with a code
   */
  stepsSaid: Saying[];
}
export interface Channel {
  name: string;
  kind: "webhook" | "wecom" | "dingtalk" | "feishu" | "email" | "mqtt";
  /**
   * What it hears of, e.g. `level-1` or `faults`
   */
  tells: string[];
  /**
   * Only these taxa; all where it is empty
   */
  species: string[];
}
export interface ChecklistSettings {
  /**
   * Name and hash of what the file says now
   */
  id: string;
  /**
   * The same of what the box goes by: another one where the file was changed since it started
   */
  inUse: string;
  name: string;
  /**
   * Name of a region's list; world for no prior at all
   */
  region?: string;
  taxa: {
    taxon: Taxon;
    /**
     * Months in which it is expected, 1 to 12; all year where left out
     */
    months?: number[];
  }[];
}
export interface Taxon {
  /**
   * Never changes
   */
  id: string;
  /**
   * Absent only where the id is of another taxonomy
   */
  rank?: "class" | "order" | "family" | "genus" | "species";
  scientific: string;
  chinese?: string;
  english?: string;
  /**
   * China's national protection level (2021 list): 1 is 一级, 2 is 二级
   */
  protection?: 1 | 2;
  /**
   * A domestic animal: never protected, never new, told of apart from wild ones
   */
  domestic?: true;
}
export interface ChecklistChange {
  /**
   * `id` of the checklist that was looked at
   */
  was: string;
  /**
   * Name of a region's list; none without it
   */
  region?: string;
  /**
   * All taxa that the site lists
   *
   * @maxItems 5000
   */
  taxa: {
    /**
     * Its id
     */
    taxon: string;
    /**
     * Months in which it is expected, 1 to 12; all year where left out
     */
    months?: number[];
  }[];
}
export interface UnderstoodList {
  names: {
    /**
     * As it stands in the list
     */
    text: string;
    /**
     * The first line that says so, from 1, below one that names columns
     */
    line: number;
    /**
     * How many lines say so
     */
    times: number;
    /**
     * What it was understood as: one, or several where lists differ; none where it is not taken
     */
    taxa: Taxon[];
    /**
     * Months in which it is expected, 1 to 12; all year where left out
     */
    months?: number[];
    /**
     * Why it is not taken, or what of it is not certain
     */
    why?: string;
    said?: Saying;
  }[];
  /**
   * All that it lists, each taxon once
   */
  taxa: {
    taxon: Taxon;
    /**
     * Months in which it is expected, 1 to 12; all year where left out
     */
    months?: number[];
  }[];
  /**
   * Lines that hold something, and no name
   */
  nameless: number;
}
export interface Visit {
  id: string;
  camera: string;
  taxon: Taxon;
  startAt: string;
  endAt: string;
  /**
   * MaxN: the most seen at once
   */
  individuals: number;
  score: number;
  /**
   * False while it may still grow
   */
  closed: boolean;
  status: "counted" | "set-aside";
  /**
   * Why it was set aside
   */
  reason?: string;
  /**
   * Why a person should look at it; empty where nothing asks for it
   */
  review: ReviewReason[];
  /**
   * The camera's zone in which it began
   */
  zone?: string;
  /**
   * The visit that this one goes on with over midnight: visits belong to one day of the site
   */
  continues?: string;
  /**
   * Present where the box's clock was not right then: it happened, but not for certain at that time, and counts in no tally, record or export
   */
  clock?: "doubtful";
  /**
   * What reviews make of it; absent where nobody decided
   */
  outcome?: {
    /**
     * awaiting: a first record for the site that a second, different person must confirm
     */
    status: "awaiting" | "confirmed" | "corrected" | "rejected" | "uncertain";
    taxon: Taxon;
    individuals: number;
    /**
     * How many of them are adult
     */
    adults?: number;
    /**
     * How many of them are juvenile
     */
    juveniles?: number;
    /**
     * How many of them are female
     */
    females?: number;
    /**
     * How many of them are male
     */
    males?: number;
    behaviour?: string;
    notes: string[];
    /**
     * Everybody whose decision holds
     */
    by: string[];
    at: string;
  };
  tracks: string[];
  crop?: Media;
}
export interface Media {
  id: string;
  type: "crop" | "clip";
  at: string;
  /**
   * Path of its bytes on this server
   */
  url: string;
  track?: string;
  sha256: string;
  bytes: number;
  /**
   * For a crop: where in the frame it was cut
   */
  region?: {
    x: number;
    y: number;
    w: number;
    h: number;
  };
  /**
   * For a crop: the animal in the frame
   */
  box?: {
    x: number;
    y: number;
    w: number;
    h: number;
  };
  score?: number;
  /**
   * True where people were blurred
   */
  blurred: boolean;
  /**
   * Present where the file went, to make room or for people on it: when, and why; what is said of it stays
   */
  gone?: {
    at: string;
    why: string;
  };
}
export interface VisitDetail {
  id: string;
  camera: string;
  taxon: Taxon;
  startAt: string;
  endAt: string;
  /**
   * MaxN: the most seen at once
   */
  individuals: number;
  score: number;
  /**
   * False while it may still grow
   */
  closed: boolean;
  status: "counted" | "set-aside";
  /**
   * Why it was set aside
   */
  reason?: string;
  /**
   * Why a person should look at it; empty where nothing asks for it
   */
  review: ReviewReason[];
  /**
   * The camera's zone in which it began
   */
  zone?: string;
  /**
   * The visit that this one goes on with over midnight: visits belong to one day of the site
   */
  continues?: string;
  /**
   * Present where the box's clock was not right then: it happened, but not for certain at that time, and counts in no tally, record or export
   */
  clock?: "doubtful";
  /**
   * What reviews make of it; absent where nobody decided
   */
  outcome?: {
    /**
     * awaiting: a first record for the site that a second, different person must confirm
     */
    status: "awaiting" | "confirmed" | "corrected" | "rejected" | "uncertain";
    taxon: Taxon;
    individuals: number;
    /**
     * How many of them are adult
     */
    adults?: number;
    /**
     * How many of them are juvenile
     */
    juveniles?: number;
    /**
     * How many of them are female
     */
    females?: number;
    /**
     * How many of them are male
     */
    males?: number;
    behaviour?: string;
    notes: string[];
    /**
     * Everybody whose decision holds
     */
    by: string[];
    at: string;
  };
  /**
   * Other names that it may have, for whoever reviews it: by what the models said, weighed by the checklist, the likeliest first; five at most, and none that is unlikely
   */
  candidates: Candidate[];
  /**
   * Grows with each change; a review names it, so that nobody decides on another state
   */
  version: number;
  said?: Saying;
  /**
   * Every decision, the oldest first
   */
  reviews: Review[];
  tracks: Track[];
  media: Media[];
}
export interface Candidate {
  taxon: Taxon;
  /**
   * The surest word of any model on any of its tracks, before the prior
   */
  score: number;
  /**
   * How the site's checklist sees it in that month; regional: only the list of the region has it. Absent where the site has no prior
   */
  standing?: "expected" | "out-of-season" | "regional" | "off-list";
  /**
   * Present where what people taught the box says so
   */
  taught?: true;
}
export interface Review {
  id: string;
  at: string;
  by: string;
  /**
   * confirm: it is as it stands; correct: it is what is said here; reject: there was no such animal; uncertain: nobody can tell; note: only a remark; undo: takes an earlier decision back
   */
  action: "confirm" | "correct" | "reject" | "uncertain" | "note" | "undo";
  taxon?: Taxon;
  individuals?: number;
  /**
   * How many of them are adult
   */
  adults?: number;
  /**
   * How many of them are juvenile
   */
  juveniles?: number;
  /**
   * How many of them are female
   */
  females?: number;
  /**
   * How many of them are male
   */
  males?: number;
  behaviour?: string;
  note?: string;
  undoes?: string;
}
export interface Track {
  id: string;
  kind: "bird" | "mammal" | "person" | "vehicle";
  startAt: string;
  endAt: string;
  ended?: "lost" | "camera-down" | "shutdown" | "interrupted" | "double";
  score: number;
  hits: number;
  looks: number;
  moved: boolean;
  /**
   * Present where the box's clock was not right then: it happened, but not for certain at that time, and counts in no tally, record or export
   */
  clock?: "doubtful";
  /**
   * Absent where no classifier has seen it
   */
  verdict?: {
    taxon: Taxon;
    /**
     * How likely it is right, 0 to 1
     */
    score: number;
    /**
     * What each classifier says
     */
    opinions: {
      model: string;
      /**
       * How likely the animal is of a taxon that the model was taught, 0 to 1
       */
      known: number;
      /**
       * The five likeliest of this model, before the prior
       */
      top: {
        taxon: Taxon;
        score: number;
      }[];
      /**
       * Only where it is what the box was taught by its people: so many pictures of so many visits show what it holds for likeliest
       */
      taught?: {
        pictures: number;
        visits: number;
      };
    }[];
    /**
     * The site's checklist, which weighed the scores
     */
    prior: {
      /**
       * The checklist with its version; none where the site chose none
       */
      id: string;
      month: number;
      /**
       * What the verdict would be without it
       */
      without: {
        taxon: Taxon;
        score: number;
      };
      /**
       * True where it would be another taxon
       */
      changed: boolean;
    };
    /**
     * The crops that it rests on, best first
     */
    crops: {
      at: string;
      box: Box;
      /**
       * Id of the kept crop of this track that is nearest in time
       */
      media?: string;
    }[];
    /**
     * Every model that took part, with its hash, the detector first
     */
    models: string[];
    /**
     * Version of Roost
     */
    code: string;
    review: ReviewReason[];
  };
  /**
   * What it was called when it was named again from its kept crops (`roost rederive --model`), the first time first. It counts nothing: what counts is `verdict`. Absent where it never was
   */
  again?: {
    /**
     * The model that was asked for
     */
    model: string;
    /**
     * When it was named so
     */
    at: string;
    verdict: Verdict;
  }[];
  path?: {
    at: string;
    box: Box;
    score: number;
  }[];
}
export interface Verdict {
  taxon: Taxon;
  /**
   * How likely it is right, 0 to 1
   */
  score: number;
  /**
   * What each classifier says
   */
  opinions: {
    model: string;
    /**
     * How likely the animal is of a taxon that the model was taught, 0 to 1
     */
    known: number;
    /**
     * The five likeliest of this model, before the prior
     */
    top: {
      taxon: Taxon;
      score: number;
    }[];
    /**
     * Only where it is what the box was taught by its people: so many pictures of so many visits show what it holds for likeliest
     */
    taught?: {
      pictures: number;
      visits: number;
    };
  }[];
  /**
   * The site's checklist, which weighed the scores
   */
  prior: {
    /**
     * The checklist with its version; none where the site chose none
     */
    id: string;
    month: number;
    /**
     * What the verdict would be without it
     */
    without: {
      taxon: Taxon;
      score: number;
    };
    /**
     * True where it would be another taxon
     */
    changed: boolean;
  };
  /**
   * The crops that it rests on, best first
   */
  crops: {
    at: string;
    box: Box;
    /**
     * Id of the kept crop of this track that is nearest in time
     */
    media?: string;
  }[];
  /**
   * Every model that took part, with its hash, the detector first
   */
  models: string[];
  /**
   * Version of Roost
   */
  code: string;
  review: ReviewReason[];
}
export interface Alert {
  id: string;
  reason: "first-for-site" | "first-of-year" | "protected";
  /**
   * unconfirmed until a person decides
   */
  state: "unconfirmed" | "confirmed" | "withdrawn";
  taxon: Taxon;
  /**
   * National protection level, where protected
   */
  level?: 1 | 2;
  camera: string;
  /**
   * Start of its visit
   */
  at: string;
  changedAt: string;
  individuals: number;
  score: number;
  /**
   * The visit with the evidence
   */
  visit: string;
  visitUrl: string;
}
export interface AlertDetail {
  id: string;
  reason: "first-for-site" | "first-of-year" | "protected";
  /**
   * unconfirmed until a person decides
   */
  state: "unconfirmed" | "confirmed" | "withdrawn";
  taxon: Taxon;
  /**
   * National protection level, where protected
   */
  level?: 1 | 2;
  camera: string;
  /**
   * Start of its visit
   */
  at: string;
  changedAt: string;
  individuals: number;
  score: number;
  /**
   * The visit with the evidence
   */
  visit: string;
  visitUrl: string;
  deliveries: Delivery[];
}
export interface Delivery {
  id: number;
  /**
   * Name of the channel, as in roost.yaml
   */
  channel: string;
  /**
   * begin and end are those of faults
   */
  news: "new" | "update" | "begin" | "end";
  /**
   * held: the species' limit an hour is reached, and it goes with the next message; quiet: it goes when quiet hours end; dropped: its species was left out before it was sent
   */
  state: "waiting" | "held" | "quiet" | "delivered" | "failed" | "dropped";
  at: string;
  /**
   * When it is sent, or tried again
   */
  dueAt: string;
  attempts: number;
  triedAt?: string;
  /**
   * What came of the last try
   */
  answer?: string;
}
export interface FaultDetail {
  /**
   * The same in the entries of its begin and its end
   */
  id: string;
  /**
   * down, frozen, covered, blurred, dark: of cameras; inference, disk, clock, model: of the box, with no cameras named
   */
  kind: "down" | "frozen" | "covered" | "blurred" | "dark" | "inference" | "disk" | "clock" | "model";
  beganAt: string;
  /**
   * Absent while it goes on
   */
  endedAt?: string;
  changedAt: string;
  /**
   * All that were lost together
   */
  cameras: {
    camera: string;
    since: string;
    /**
     * As in camera.state
     */
    cause?: string;
    /**
     * Absent while it is not well again
     */
    wellAt?: string;
  }[];
  message?: string;
  said?: Saying;
  deliveries: Delivery[];
}
export interface Tallies {
  from: string;
  to: string;
  /**
   * Counts of 0: watched, none seen. Counts of null: nobody looked, and nothing is known. Periods before anything was recorded are left out
   */
  data: {
    startAt: string;
    endAt: string;
    taxon?: Taxon;
    camera?: string;
    /**
     * Zone of the camera; empty outside of every one
     */
    zone?: string;
    /**
     * Hour of the day on the site's clock
     */
    hour?: number;
    visits: number | null;
    /**
     * Independent records, judged over all that was ever recorded; null unless basis is best
     */
    records: number | null;
    /**
     * Sum of the visits' individuals (MaxN each)
     */
    individuals: number | null;
    /**
     * Most at once in one visit, in the time of this row
     */
    maxIndividuals: number | null;
    /**
     * Days on which it was there
     */
    daysPresent: number | null;
    /**
     * How long it was there, by slots of ten minutes; several visits and taxa added
     */
    presentHours: number | null;
    /**
     * presentHours / clear hours of effort; null without effort
     */
    activity: number | null;
    /**
     * Visits that somebody decided on
     */
    reviewed: number | null;
    /**
     * reviewed / visits
     */
    shareReviewed: number | null;
    /**
     * As reviewers said, as are the next three
     */
    adults: number | null;
    juveniles: number | null;
    females: number | null;
    males: number | null;
    firstAt?: string;
    lastAt?: string;
    /**
     * Groups seen (群次) of a taxon that lives in groups, with their sizes
     */
    groups?: {
      count: number;
      smallest: number;
      largest: number;
    };
    /**
     * Hours watched by the cameras of this row, together
     */
    effortHours: number;
    /**
     * Camera-days in which they could see
     */
    effortDays: number;
    /**
     * 100 x independent records / camera-days
     */
    rai: number | null;
  }[];
  /**
   * The time in which each camera was watching
   */
  effort: {
    startAt: string;
    endAt: string;
    camera: string;
    watchedSeconds: number;
    lookedSeconds: number;
    frames: number;
    dropped: number;
  }[];
}
export interface CorrectedCount {
  taxon: Taxon;
  /**
   * The plain count: visits that the machine named so and counts
   */
  visits: number;
  /**
   * Visits that people decided are of it
   */
  reviewed: number;
  /**
   * Decided visits of the sample that are named so, or are it
   */
  inSample: number;
  /**
   * Visits of it, corrected; null where the sample is too small to tell
   */
  corrected: number | null;
  /**
   * Lower end of the 95 % interval
   */
  low: number | null;
  /**
   * Upper end of the 95 % interval
   */
  high: number | null;
  /**
   * Where it is too small: about how many more visits of a random sample would do; else null
   */
  moreReviews: number | null;
}
export interface Records {
  taxon: Taxon;
  /**
   * The station, or the camera where cameras are judged apart
   */
  station: string;
  /**
   * Independent records
   */
  records: number;
  visits: number;
  /**
   * Sum of the visits' MaxN
   */
  individuals: number;
  /**
   * Highest MaxN of one visit
   */
  maxIndividuals: number;
  daysPresent: number;
  firstAt: string;
  lastAt: string;
  /**
   * How many of the visits a person decided on
   */
  reviewed: number;
  /**
   * Time that the station's cameras watched, together
   */
  effortDays: number;
  /**
   * 100 x independent records / effort in days; null without effort
   */
  rai: number | null;
}
export interface Gap {
  camera: string;
  startAt: string;
  endAt: string;
  /**
   * What the camera did then; not-running: nobody ran the box; no-inference: pictures came and no process answered what is in them; no-watcher: the thread of the camera hung or ended; fault: Roost itself failed; clock: its clock was not right; dark, covered, blurred: it watched and could not see
   */
  why:
    | "starting"
    | "frozen"
    | "down"
    | "stopped"
    | "not-running"
    | "no-inference"
    | "no-watcher"
    | "fault"
    | "clock"
    | "dark"
    | "covered"
    | "blurred";
  cause?: {
    code: string;
    message: string;
    said?: Saying;
  };
}
export interface TaughtTaxon {
  taxon: Taxon;
  pictures: number;
  /**
   * Visits that they come from
   */
  visits: number;
  /**
   * Labelled sets that they come from
   */
  sets: number;
  /**
   * Whose word it is
   */
  people: string[];
  /**
   * When the last one was taught
   */
  lastAt: string;
}
export interface TaughtPicture {
  id: string;
  taxon: Taxon;
  /**
   * Whose word it is
   */
  people: string[];
  /**
   * How much it counts: what the words of these people count together
   */
  weight: number;
  /**
   * Id of the visit that it is of; absent for one of a set
   */
  visit?: string;
  /**
   * Name of the labelled set that it is of
   */
  set?: string;
  /**
   * In the data folder, or in its set
   */
  file: string;
  /**
   * Of the crop
   */
  sha256: string;
  taughtAt: string;
  /**
   * Who had the box learn it
   */
  taughtBy: string;
}
export interface TaxonDetail {
  /**
   * Never changes
   */
  id: string;
  /**
   * Absent only where the id is of another taxonomy
   */
  rank?: "class" | "order" | "family" | "genus" | "species";
  scientific: string;
  chinese?: string;
  english?: string;
  /**
   * China's national protection level (2021 list): 1 is 一级, 2 is 二级
   */
  protection?: 1 | 2;
  /**
   * A domestic animal: never protected, never new, told of apart from wild ones
   */
  domestic?: true;
  /**
   * What the protection level does not say
   */
  note?: string;
  /**
   * Category of the IUCN Red List
   */
  iucn?: string;
  /**
   * Category of China's Red List
   */
  redList?: string;
  /**
   * How it lives in China, the commonest first
   */
  residency?: string[];
  /**
   * The taxa above it, the nearest first
   */
  lineage: Taxon[];
}
export interface FeedEntry {
  cursor: number;
  version: 1;
  type:
    | "visit.new"
    | "visit.update"
    | "visit.end"
    | "visit.withdrawn"
    | "alert.new"
    | "alert.update"
    | "fault.begin"
    | "fault.update"
    | "fault.end"
    | "review.new"
    | "camera.state"
    | "effort.minute"
    | "deployment.change"
    | "checklist.change";
  at: string;
  /**
   * As it was then; its shape is at /api/v1/feed/schemas/{type}
   */
  body?: {
    [k: string]: unknown | undefined;
  };
}
export interface ReviewRequest {
  /**
   * Who decides
   */
  by: string;
  /**
   * confirm: it is as it stands; correct: it is what is said here; reject: there was no such animal; uncertain: nobody can tell; note: only a remark; undo: takes an earlier decision back
   */
  action: "confirm" | "correct" | "reject" | "uncertain" | "note" | "undo";
  /**
   * What it is, at any rank: an id, a scientific, Chinese or English name
   */
  taxon?: string;
  /**
   * How many there were at once
   */
  individuals?: number;
  /**
   * How many of them are adult
   */
  adults?: number;
  /**
   * How many of them are juvenile
   */
  juveniles?: number;
  /**
   * How many of them are female
   */
  females?: number;
  /**
   * How many of them are male
   */
  males?: number;
  /**
   * What they did, in words
   */
  behaviour?: string;
  /**
   * A remark
   */
  note?: string;
  /**
   * With undo: id of the review that it takes back
   */
  undoes?: string;
}
export interface TaughtWhy {
  /**
   * What was taught by this very visit
   */
  taught: TaughtPicture[];
  /**
   * What it was held for when it was named, and how many taught pictures show that
   */
  opinions: {
    /**
     * The version of what was taught
     */
    model: string;
    taxon: Taxon;
    score: number;
    pictures: number;
    visits: number;
  }[];
  /**
   * Its kept crops with the taught pictures that are most alike, as it is taught now
   */
  crops: {
    file: string;
    alike: {
      /**
       * Id of a taught picture
       */
      picture: string;
      taxon: Taxon;
      /**
       * 1 is the same, 0 has nothing in common
       */
      alike: number;
      /**
       * Whose features were compared
       */
      model: string;
    }[];
  }[];
}
export interface DeploymentCorrection {
  /**
   * When it began, a time with its offset such as 2026-05-01T00:00:00+08:00. One that ended there ends where it begins now
   */
  startAt?: string;
  /**
   * When it ended, a time with its offset; null: it goes on
   */
  endAt?: string | null;
  /**
   * Lower-case letters, digits and hyphens, at most 63
   */
  station?: string;
  /**
   * In words, on one line of at most 200 characters
   */
  place?: "" | string;
  /**
   * In words, on one line of at most 200 characters
   */
  habitat?: "" | string;
  /**
   * Degrees from -90 to 90, with longitude
   */
  latitude?: number;
  /**
   * Degrees from -180 to 180, with latitude
   */
  longitude?: number;
  /**
   * From 0 to 500
   */
  heightMetres?: number;
  /**
   * Clockwise from north, 0 to 360
   */
  directionDegrees?: number;
}
export interface ChannelTest {
  channel: string;
  kind: "webhook" | "wecom" | "dingtalk" | "feishu" | "email" | "mqtt";
  delivered: boolean;
  /**
   * What the receiver answered, or why it was not reached; never its key
   */
  answer: string;
  said?: Saying;
}
export interface Backups {
  /**
   * The last whole one: where it lies, and whether with pictures and clips
   */
  last?: {
    at: string;
    path: string;
    media: boolean;
  };
  /**
   * One is under way since then
   */
  since?: string;
  /**
   * Why the last one that was begun here failed
   */
  failed?: {
    at: string;
    message: string;
    said?: Saying;
  };
  /**
   * What a person should know of the last one that was begun here
   */
  warnings: string[];
  /**
   * The sentences beside it, one for one, each with a code
   */
  warningsSaid: Saying[];
}
export interface NewBackup {
  /**
   * true: with pictures and clips
   */
  media?: boolean;
}
export interface Models {
  /**
   * Version of Roost
   */
  roost: string;
  /**
   * Ids of the models in use, the detector first
   */
  running: string[];
  staged: Bundle[];
  /**
   * Whose signature is taken
   */
  keys: {
    name: string;
    fingerprint: string;
    until?: string;
  }[];
  /**
   * Bundles that have not come whole yet, or were refused
   */
  uploads: Upload[];
}
export interface Bundle {
  name: string;
  id: string;
  version: number;
  kind: "detector" | "classifier" | "taught";
  /**
   * SHA-256 of its manifest, which holds that of every file
   */
  digest: string;
  madeAt: string;
  expiresAt?: string;
  note?: string;
  /**
   * Id under which verdicts cite it
   */
  model?: string;
}
export interface Upload {
  sha256: string;
  /**
   * Of the whole
   */
  bytes: number;
  /**
   * Bytes that are here; the next piece begins there
   */
  offset: number;
}
export interface NewUpload {
  /**
   * SHA-256 of the whole tar, hexadecimal, lower case
   */
  sha256: string;
  /**
   * Of the whole tar
   */
  bytes: number;
}
export interface NewBundle {
  /**
   * SHA-256 of the whole upload
   */
  upload: string;
}
export interface ModelLine {
  id: string;
  /**
   * Version in use; 0: what the catalog has of it, or nothing
   */
  present: number;
  /**
   * What can be gone back to
   */
  previous?: number;
  /**
   * Since when what was put into use is watched; absent once it is kept
   */
  watchedSince?: string;
  /**
   * What became of its versions, the newest last
   */
  steps: {
    at: string;
    version: number;
    why: string;
    said?: Saying;
    what: "promoted" | "rolled-back" | "kept";
    /**
     * The box decided it by itself
     */
    alone?: true;
  }[];
}
export interface NewPromotion {
  /**
   * Name of a bundle that lies staged: id and version
   */
  bundle: string;
}
export interface NewRollback {
  /**
   * Id of a model
   */
  model: string;
}
export interface Shadow {
  bundle: string;
  kind: "detector" | "classifier" | "taught";
  state: "running" | "done" | "stopped" | "failed";
  beganAt: string;
  endedAt?: string;
  /**
   * Why it stopped or failed
   */
  why?: string;
  said?: Saying;
  /**
   * Who began it
   */
  by: string;
  /**
   * It ends with whichever comes first
   */
  until: {
    tracks: number;
    at: string;
  };
  /**
   * Models and taught heads beside which it runs, the detector first
   */
  present: string[];
  /**
   * Models and taught heads that would be in use with it
   */
  candidate: string[];
  tracks: {
    /**
     * Named by both sides; of a detector: followed animals that stood in pictures which both looked at
     */
    looked: number;
    waiting: number;
    /**
     * Left out: there was no spare time for them
     */
    shed: number;
    /**
     * Left out: no crop was kept that shows what the box saw
     */
    without: number;
  };
}
export interface NewShadow {
  /**
   * Name of a bundle that lies staged: id and version
   */
  bundle: string;
  tracks?: number;
  hours?: number;
}
export interface ShadowReport {
  bundle: string;
  kind: "detector" | "classifier" | "taught";
  state: "running" | "done" | "stopped" | "failed";
  beganAt: string;
  endedAt?: string;
  /**
   * Why it stopped or failed
   */
  why?: string;
  said?: Saying;
  /**
   * Who began it
   */
  by: string;
  /**
   * It ends with whichever comes first
   */
  until: {
    tracks: number;
    at: string;
  };
  /**
   * Models and taught heads beside which it runs, the detector first
   */
  present: string[];
  /**
   * Models and taught heads that would be in use with it
   */
  candidate: string[];
  tracks: {
    /**
     * Named by both sides; of a detector: followed animals that stood in pictures which both looked at
     */
    looked: number;
    waiting: number;
    /**
     * Left out: there was no spare time for them
     */
    shed: number;
    /**
     * Left out: no crop was kept that shows what the box saw
     */
    without: number;
  };
  /**
   * When `counts`, or of a detector `finds`, were made
   */
  reportAt?: string;
  counts?: ShadowCounts;
  finds?: ShadowFinds;
}
export interface ShadowCounts {
  visits: {
    present: number;
    candidate: number;
  };
  /**
   * Visits of the present side that the candidate has otherwise
   */
  changed: number;
  /**
   * The newest of those visits, those together that share tracks
   */
  otherwise: {
    camera: string;
    startAt: string;
    endAt: string;
    tracks: string[];
    present: ShadowVisit[];
    candidate: ShadowVisit[];
    /**
     * Kept pictures, at /api/v1/media/{id}
     */
    pictures: string[];
  }[];
  /**
   * As many more are not listed
   */
  more: number;
  /**
   * Counted visits and individuals by taxon, what differs most first
   */
  taxa: {
    taxon: string;
    /**
     * China's level
     */
    protection?: 1 | 2;
    present: {
      visits: number;
      individuals: number;
    };
    candidate: {
      visits: number;
      individuals: number;
    };
  }[];
  /**
   * Tracks that both sides name alike
   */
  alike: number;
  /**
   * Tracks that the present models name from their kept crops as the box did while they lived
   */
  asRecorded: number;
  /**
   * Time of one core for one track on average, ms
   */
  ms?: {
    present: number;
    candidate: number;
  };
}
export interface ShadowVisit {
  id: string;
  /**
   * Id of a taxon
   */
  taxon: string;
  score: number;
  individuals: number;
  /**
   * False where it is set aside
   */
  counted: boolean;
}
export interface ShadowFinds {
  /**
   * What was found camera by camera; it tells of pictures, not of visits
   */
  cameras: {
    camera: string;
    /**
     * Live pictures that both detectors looked at
     */
    pictures: number;
    /**
     * Pictures that nobody was shown, as people were in them
     */
    withheld: number;
    /**
     * Animals that both found, sure enough for a track to begin
     */
    both: number;
    /**
     * Of these, those to which they give different kinds
     */
    otherKind: number;
    presentOnly: number;
    candidateOnly: number;
    /**
     * Of those that the candidate alone found, where the box followed nothing
     */
    unfollowed: number;
    /**
     * Further boxes around an animal that the other side has one box around
     */
    doubled: {
      present: number;
      candidate: number;
    };
    /**
     * Time of one core for one picture on average, ms
     */
    ms: {
      present: number;
      candidate: number;
    };
  }[];
  /**
   * Cameras with a detector of their own, which the candidate would not replace
   */
  left: string[];
  /**
   * By what the box called them, those that the candidate overlooks most first
   */
  taxa: {
    taxon: string;
    /**
     * China's level
     */
    protection?: 1 | 2;
    /**
     * Animals that the box followed and that stood in pictures
     */
    tracks: number;
    /**
     * Of these, found by the present detector in at least one picture
     */
    present: number;
    /**
     * The same by the candidate
     */
    candidate: number;
    /**
     * Found by the present detector in one or more of their pictures, and by the candidate in none
     */
    overlooked: number;
  }[];
  /**
   * The most telling and newest pictures that are otherwise
   */
  otherwise: {
    /**
     * At /api/v1/models/shadows/{bundle}/pictures/{picture}, without people
     */
    picture: string;
    camera: string;
    at: string;
    found: {
      how: "present-only" | "candidate-only" | "other-kind" | "doubled-by-present" | "doubled-by-candidate";
      box: Box;
      kind: string;
      score: number;
      /**
       * The kind that the candidate gives it, where it is another
       */
      as?: string;
    }[];
  }[];
  /**
   * As many more are not shown
   */
  more: number;
}
export interface ShadowEnd {}
export interface MediaLinkWanted {
  /**
   * How long it is good, 1 to 720
   */
  hours?: number;
}
export interface MediaLink {
  /**
   * Path on this server, with a signature that stands for a token
   */
  url: string;
  until: string;
}
export interface Session {
  /**
   * Before a box has its files: /api/v1/setup takes them
   */
  setup?: true;
  /**
   * False where somebody at the box asks, and no token was made yet
   */
  needed: boolean;
  /**
   * Name of the token; absent where nobody is logged in
   */
  name?: string;
  role?: "viewer" | "reviewer" | "keeper" | "admin";
  /**
   * Parts of the API; all where it is absent
   */
  scopes?: ("status" | "records" | "media" | "feed" | "review" | "settings" | "access")[];
  /**
   * What the page sends as x-roost-page with each change, where a cookie says who it is
   */
  proof?: string;
}
export interface Token {
  id: string;
  name: string;
  role: "viewer" | "reviewer" | "keeper" | "admin";
  /**
   * Parts of the API; all where it is absent
   */
  scopes?: ("status" | "records" | "media" | "feed" | "review" | "settings" | "access")[];
  madeAt: string;
  madeBy: string;
  /**
   * It is good for ever where this is absent
   */
  expiresAt?: string;
  /**
   * Its last use, to five minutes
   */
  usedAt?: string;
  revokedAt?: string;
}
export interface NewToken {
  /**
   * Who or what it is for, on one line of at most 100 characters
   */
  name: string;
  /**
   * One of viewer, reviewer, keeper, admin
   */
  role: "viewer" | "reviewer" | "keeper" | "admin";
  /**
   * Parts of the API that it is for, of status, records, media, feed, review, settings, access; all when left out
   *
   * @minItems 1
   */
  scopes?: [
    "status" | "records" | "media" | "feed" | "review" | "settings" | "access",
    ...("status" | "records" | "media" | "feed" | "review" | "settings" | "access")[]
  ];
  /**
   * Whole days, 1 to 3650; it is good for ever when left out
   */
  expiresInDays?: number;
}
export interface MadeToken {
  id: string;
  name: string;
  role: "viewer" | "reviewer" | "keeper" | "admin";
  /**
   * Parts of the API; all where it is absent
   */
  scopes?: ("status" | "records" | "media" | "feed" | "review" | "settings" | "access")[];
  madeAt: string;
  madeBy: string;
  /**
   * It is good for ever where this is absent
   */
  expiresAt?: string;
  /**
   * Its last use, to five minutes
   */
  usedAt?: string;
  revokedAt?: string;
  token: string;
}
export interface AuditEntry {
  entry: number;
  at: string;
  /**
   * Name of the token, or who sat at the box
   */
  who: string;
  /**
   * Address that it came from, or `command line`
   */
  origin: string;
  what: string;
  /**
   * What it was done to; empty where that is the box
   */
  subject: string;
  /**
   * What was asked for, without secrets
   */
  body?: {
    [k: string]: unknown | undefined;
  };
  /**
   * `done`, or why not; absent where the box ended before it was known
   */
  outcome?: string;
  said?: Saying;
  /**
   * What it was before and is now, where that was told
   */
  result?: {
    [k: string]: unknown | undefined;
  };
}
export interface ToldVisit {
  id: string;
  camera: string;
  taxon: Taxon;
  startAt: string;
  endAt: string;
  /**
   * MaxN: the most seen at once
   */
  individuals: number;
  score: number;
  /**
   * False while it may still grow
   */
  closed: boolean;
  status: "counted" | "set-aside";
  /**
   * Why it was set aside
   */
  reason?: string;
  /**
   * Why a person should look at it; empty where nothing asks for it
   */
  review: ReviewReason[];
  /**
   * The camera's zone in which it began
   */
  zone?: string;
  /**
   * The visit that this one goes on with over midnight: visits belong to one day of the site
   */
  continues?: string;
  /**
   * Present where the box's clock was not right then: it happened, but not for certain at that time, and counts in no tally, record or export
   */
  clock?: "doubtful";
  /**
   * What reviews make of it; absent where nobody decided
   */
  outcome?: {
    /**
     * awaiting: a first record for the site that a second, different person must confirm
     */
    status: "awaiting" | "confirmed" | "corrected" | "rejected" | "uncertain";
    taxon: Taxon;
    individuals: number;
    /**
     * How many of them are adult
     */
    adults?: number;
    /**
     * How many of them are juvenile
     */
    juveniles?: number;
    /**
     * How many of them are female
     */
    females?: number;
    /**
     * How many of them are male
     */
    males?: number;
    behaviour?: string;
    notes: string[];
    /**
     * Everybody whose decision holds
     */
    by: string[];
    at: string;
  };
  /**
   * How many tracks it has then
   */
  trackCount: number;
  /**
   * Tracks that came to it since the event before of this visit
   */
  joined: string[];
  /**
   * Tracks that went from it since then
   */
  left: string[];
  crop?: Media;
}
export interface CameraState {
  camera: string;
  state: "starting" | "watching" | "frozen" | "down" | "stopped";
  since: string;
  /**
   * Why it gives no frames, none yet (key-frame), too few (slow), no clips beside them (no-clips), or none that is looked at, and what to try
   */
  cause?: {
    code:
      | "refused"
      | "no-route"
      | "unauthorized"
      | "digest"
      | "not-found"
      | "no-codec"
      | "stalled"
      | "key-frame"
      | "frozen"
      | "garbage"
      | "slow"
      | "no-clips"
      | "ended"
      | "no-ffmpeg"
      | "ffmpeg-hung"
      | "no-inference"
      | "watcher-hung"
      | "watcher-ended"
      | "fault"
      | "unknown";
    message: string;
    said?: Saying;
  };
  /**
   * Since the watcher started
   */
  figures: {
    frames: number;
    /**
     * Frames that came while an earlier one was still being looked at
     */
    dropped: number;
    fps: number;
    restarts: number;
    lastFrameAt?: string;
    /**
     * Detector crops looked at, by reason
     */
    looks: {
      motion: number;
      track: number;
      sweep: number;
    };
  };
}
export interface LiveAsk {
  /**
   * Id of the camera
   */
  camera: string;
  /**
   * Most pixels across; 0: no picture, only what is followed
   */
  width: 0 | 320 | 640 | 1280;
}
export interface LiveTracks {
  /**
   * `picture`: a JPEG follows in the same message; `tracks`: none was asked for; `withheld`: people are in it
   */
  type: "tracks" | "picture" | "withheld";
  camera: string;
  at: string;
  asked: 0 | 320 | 640 | 1280;
  /**
   * Of the picture, pixels
   */
  width?: number;
  height?: number;
  tracks: LiveMark[];
}
export interface LiveMark {
  /**
   * Id of the track
   */
  track: string;
  kind: "bird" | "mammal" | "person" | "vehicle";
  box: Box;
  /**
   * False: not seen in this frame, the box is where it is taken to be
   */
  seen: boolean;
  /**
   * The detector's highest score so far
   */
  score: number;
  /**
   * What it is called so far
   */
  taxon?: {
    /**
     * Never changes
     */
    id: string;
    /**
     * Absent only where the id is of another taxonomy
     */
    rank?: "class" | "order" | "family" | "genus" | "species";
    scientific: string;
    chinese?: string;
    english?: string;
    /**
     * China's national protection level (2021 list): 1 is 一级, 2 is 二级
     */
    protection?: 1 | 2;
    /**
     * A domestic animal: never protected, never new, told of apart from wild ones
     */
    domestic?: true;
  };
  /**
   * How likely the name is right, 0 to 1
   */
  taxonScore?: number;
}
export interface LiveProblem {
  type: "problem";
  camera?: string;
  detail: string;
}
