# Sets up what is missing, then opens the workstation on the sample letters.
. "$PSScriptRoot\setup.ps1"
Install-Project 'run' '.'
$demo = 'out\demo'
if (-not (Test-Path "$demo\imrdesk.db")) {
    & $Python -m imrdesk import resources\samples -w $demo
    Assert-Success 'importing the sample letters'
}
& $Python -m imrdesk gui $demo
exit $LASTEXITCODE
