# Sets up what is missing, then opens the workstation on the sample letters.
. "$PSScriptRoot\setup.ps1"
Install-Project 'run' '.'
$demo = 'out\demo'
if (-not (Test-Path "$demo\imrdesk.db")) {
    & $Python -m imrdesk import resources\samples -w $demo
    if ($LASTEXITCODE -gt 1) { exit $LASTEXITCODE } # 1: some were refused, as one of the samples should
}
& $Python -m imrdesk gui $demo
exit $LASTEXITCODE
