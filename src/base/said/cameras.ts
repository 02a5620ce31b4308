/** What is found out about cameras: why they give nothing, what a check of them finds, how an address was tried. */
export const CAMERAS = {
  'camera-refused': '{host} refuses the connection. Is RTSP switched on in the camera, and is the port right?',
  'camera-no-route': '{host} cannot be reached. Check its power, the cable or SIM, and the address',
  'password-percent':
    '{why:known}. Its password holds a % with two digits: it is taken as it stands, so write the sign itself (@, not %40)',
  'camera-unauthorized':
    '{host} rejects the user or password. Check both; tries are slowed so the camera stays unlocked',
  'camera-digest':
    "{host} asks for the password by Digest SHA-256, which ffmpeg before 8 cannot answer. Set the camera's RTSP authentication to MD5 (Hikvision: Security, RTSP Digest Algorithm) or to digest/basic",
  'camera-not-found': '{host} answers, but has no stream of that name. Check the path of the address',
  'camera-no-codec':
    '{host} sends no video that can be decoded. Set the camera to H.264, H.265 or MJPEG; a bridge such as MediaMTX or go2rtc turns other forms into RTSP',
  'camera-stalled': "{host} went silent: connected, but no pictures come. Check the network's quality, or restart it",
  'camera-key-frame':
    '{host} sends a stream, but no picture to begin with yet: its key frames are far apart. It is waited for. {mend:said}',
  'camera-frozen': '{host} sends the same picture again and again. Restart the camera',
  'camera-garbage': '{host} sends data that cannot be decoded. Try transport tcp, or a lower bit rate',
  'camera-ended': '{host} ended the stream. It may be restarting, or allow too few viewers',
  'camera-ffmpeg-hung':
    '{host} was not watched: the ffmpeg that reads it hung and is replaced. If that happens often, is this disk sound?',
  'no-ffmpeg': 'ffmpeg could not be started. Install the package ffmpeg',
  'camera-unknown': '{host} gives no pictures, for a reason not known. Try the address in another player',
  'camera-slow':
    '{host} is slow: {rate:n} of {asked:n} frames a second arrive. Is the network slow, the camera set to fewer frames, or its stream more than this machine decodes? Then set a smaller one as analysisUrl',
  'camera-no-clips': 'Visits get no clips: {why:said}',
  'camera-fault': 'Roost itself failed at this camera: {why:said}. It tries again; the log holds more',
  'camera-not-looked-at':
    'Pictures come, but none was looked at for 10 s: no inference process answers. They are replaced by themselves; /api/v1/health says why they ended',
  'camera-nobody-looks': 'Nobody looks at it: {why:said}. It is tried again by itself',
  'watcher-hung':
    'The thread that watches this camera hung and was ended. Another one is started; if this comes again, the log says more',
  'watcher-ended':
    'The thread that watches this camera ended: {why:words}. Another one is started; if this comes again, the log says more',
  'shorten-key-frames':
    'In the camera, set the I-frame interval (GOP) to 2 s, that is twice its frames a second, and switch smart codecs (H.264+, H.265+, Smart Codec, Zipstream) off',

  'analysis-pixels': 'looked at in {size} (analysis: at most {pixels} pixels)',
  'analysis-size': 'looked at in {size} (analysis: at most {limit})',
  'other-shape':
    'analysisUrl shows another shape ({analysed}) than url ({own}): animals are squeezed or cut off. Set that stream in the camera to a size of the same shape',
  'key-frames-near': 'a key frame every {seconds:n} s',
  'key-frames-far':
    'key frames are {seconds:n} s apart: after each start nothing is seen until the next one, and clips come as much later. {mend:said}',
  'key-frames-unseen':
    'key frames are more than {seconds:n} s apart: after each start nothing is seen until the next one, and clips come as much later. {mend:said}',
  'decoded-by-software': 'decoded by software: {why:said}',
  'decoded-by': 'decoded by {decoder}: {why:said}',
  'decoder-works-on': 'it works on {device}',
  'decoder-configured': 'it is configured',
  'decoder-alone': '{codec} is decoded by it alone',
  'decoder-pictures': 'single pictures are decoded by it alone',
  'decoder-no-device-of': '{decoder} has no device here that may be opened',
  'decoder-no-device': 'no device of a hardware decoder is here that may be opened',
  'decoder-not-in-ffmpeg': 'this ffmpeg has no {decoder} for {codec}',
  'decoder-failed': '{decoder} failed: {why:words}',
  'decoder-gave-nothing': '{decoder} gave no pictures of what came',
  'video-squeezed': '{codec} {size} (shown as {shown}) at {fps:n} frames a second',
  'video-fps': '{codec} {size} at {fps:n} frames a second',

  'tried-sends': '{brand}, {path}: it sends video',
  'tried-unauthorized': '{brand}, {path}: user or password rejected',
  'tried-not-found': '{brand}, {path}: not there',
  'tried-stalled': '{brand}, {path}: no answer',
  'tried-refused': '{brand}, {path}: nobody listens',
  'tried-no-route': '{brand}, {path}: cannot be reached',
  'tried-no-video': '{brand}, {path}: no video',
  'tried-smaller': '{brand}, {path}: a smaller stream, for analysis',
  'tried-no-substream': '{brand}, {path}: no substream',
  'no-known-address':
    "it answers, but to none of the known addresses. Give the whole address, as the camera's manual or its page of network settings tells it",
} as const;
